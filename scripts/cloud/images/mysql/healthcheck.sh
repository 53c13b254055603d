#!/bin/sh
# The image's own health check, as far as the probes use it: whether the server answers at all.
mariadb-admin --no-defaults --protocol=socket ping 2>&1 | grep -q -e alive -e 'Access denied'
