#!/bin/sh
# The bucket of deploy/resources/bucket.yml, as far as other engines know such things: it keeps versions, and lets pages in.
set -eu
until aws s3api list-buckets >/dev/null 2>&1; do sleep 1; done
if ! aws s3api head-bucket --bucket audmg-drive 2>/dev/null; then aws s3api create-bucket --bucket audmg-drive; fi
aws s3api put-bucket-versioning --bucket audmg-drive --versioning-configuration Status=Enabled
aws s3api put-bucket-cors --bucket audmg-drive --cors-configuration '{"CORSRules": [{
  "AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD", "PUT"], "AllowedHeaders": ["*"],
  "ExposeHeaders": ["ETag", "Content-Range", "Accept-Ranges", "Content-Length", "Content-Disposition"]}]}'
