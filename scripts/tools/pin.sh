#!/usr/bin/env bash
# Makes mod/go.mod and mod/go.sum anew: one Go module that pins every tool of the tests. Change the versions here, run
# it, and commit all three files.
set -euo pipefail
HELM3=v3.22.0 HELM4=v4.3.1 KUBERNETES=v1.37.1 ETCD=v3.7.3 KWOK=v0.8.0 KUBECONFORM=v0.8.0
cd "$(dirname "${BASH_SOURCE[0]}")/mod"
export GOFLAGS="-buildvcs=false -modcacherw" CGO_ENABLED=0
rm -f go.mod go.sum
go mod init oskc-tools
go mod edit -go=1.26.0 # The newest that a tool asks for, not the one that happens to be here.
# Kubernetes requires the modules of its own repository at v0.0.0, so each is replaced: v1.37.1 -> v0.37.1.
kubernetes=$(go mod download -json "k8s.io/kubernetes@$KUBERNETES" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
for module in $(sed -n 's#^\s*\(k8s.io/[a-z0-9.-]*\) v0\.0\.0\( .*\)\?$#\1#p' "$kubernetes"); do
  go mod edit -replace "$module=$module@v0.${KUBERNETES#v1.}"
done
go get -tool "k8s.io/kubernetes/cmd/"{kube-apiserver,kube-controller-manager,kube-scheduler,kubectl}"@$KUBERNETES" \
  "helm.sh/helm/v3/cmd/helm@$HELM3" "helm.sh/helm/v4/cmd/helm@$HELM4" "sigs.k8s.io/kwok/cmd/kwok@$KWOK" \
  "go.etcd.io/etcd/server/v3@$ETCD" "github.com/yannh/kubeconform/cmd/kubeconform@$KUBECONFORM"
