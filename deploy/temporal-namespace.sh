#!/bin/sh
# Make our namespace, or set it anew. Closed runs stay until we erase them: a hundred years, in days.
set -eu

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
    temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention 36500d
else
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 36500d
fi
