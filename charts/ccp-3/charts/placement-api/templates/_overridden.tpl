{{- /*
A Job cannot be changed. Where values reach jobs that are not those of this chart, their names end in a hash of them.
*/ -}}
{{- define "placement-api.overridden" -}}
{{- list .Values.global.imageRegistry .Values.global.imagePullPolicy .Values.global.imagePullSecrets .Values.images .Values.jobs .Values.tolerations .Values.priorityClassName | toJson | sha256sum | trunc 8 | printf "-%s" | trimPrefix "-ee29bf2b" }}
{{- end }}
