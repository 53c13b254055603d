"""Makes an image that everybody may use, or finds it made: the image is downloaded, checked, and uploaded."""

import hashlib
import os
import shutil
import sys
import tempfile
import urllib.request

from service_api import run, say

URL = os.environ["IMAGE_URL"]
SHA256 = os.environ["IMAGE_SHA256"]
NAME = os.environ["IMAGE_NAME"]


def main(service):
    images = service.api("image")
    found = images.get("/v2/images", params={"name": NAME, "visibility": "public"}).json()["images"]
    if any(it["status"] == "active" for it in found):
        say(f"the image {NAME} is there")
        return
    with tempfile.TemporaryFile() as file:
        download(file)
        # An upload that was broken off left these.
        for it in found:
            images.delete(f"/v2/images/{it['id']}")
        body = {"name": NAME, "disk_format": os.environ["IMAGE_FORMAT"], "container_format": "bare", "visibility": "public"}
        image = images.post("/v2/images", json=body).json()["id"]
        headers = {"Content-Type": "application/octet-stream"}
        images.put(f"/v2/images/{image}/file", data=file, headers=headers)
    say(f"made the image {NAME}")


def download(file):
    say(f"downloading {URL}")
    try:
        with urllib.request.urlopen(URL, timeout=60) as answer:
            shutil.copyfileobj(answer, file)
    except OSError as error:
        sys.exit(f"{URL} cannot be downloaded: {error}")
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if SHA256 not in ("", sha256):
        sys.exit(f"{URL} has the checksum {sha256}, not {SHA256}")
    file.seek(0)


run(main)
