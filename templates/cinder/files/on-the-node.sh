#!/bin/sh
# Runs the program of this name on the node: it talks to a daemon there, and must be of the same version.
exec nsenter --target 1 --mount -- "${0##*/}" "$@"
