#!/bin/bash
# SPDX-License-Identifier: MIT
# Copyright The Audmg Drive contributors
#
# Makes the small media files of this folder again, from nothing but a test pattern and a sine wave.
# Needs ffmpeg, heif-enc (libheif-examples), vips, exiftool, zip and python3. The results are committed; encoders of
# another version make other bytes, so run this only to add a file.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p allowed refused
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make_file() { ffmpeg -nostdin -v error -y "$@"; }
exact=(-fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1)
picture=(-f lavfi -i "testsrc=size=64x48:rate=4" -frames:v 1)
tone=(-f lavfi -i "sine=frequency=440:sample_rate=22050:duration=0.5")
titled=(-metadata "title=Tone" -metadata "artist=Sine")

make_file "${picture[@]}" "${exact[@]}" -pix_fmt yuvj420p allowed/picture.jpg
make_file "${picture[@]}" "${exact[@]}" allowed/picture.png
make_file "${picture[@]}" "${exact[@]}" allowed/picture.gif
make_file "${picture[@]}" "${exact[@]}" -c:v libwebp -lossless 0 allowed/lossy.webp
make_file "${picture[@]}" "${exact[@]}" -c:v libwebp -lossless 1 allowed/lossless.webp
make_file -f lavfi -i "testsrc=size=64x48:rate=4:duration=0.5" "${exact[@]}" -c:v libwebp_anim allowed/animated.webp
make_file "${picture[@]}" "${exact[@]}" -compression_algo deflate allowed/picture.tiff
make_file "${picture[@]}" "${exact[@]}" -c:v libaom-av1 -still-picture 1 -pix_fmt yuv420p allowed/picture.avif
heif-enc -q 40 -o allowed/picture.heic allowed/picture.png >/dev/null
make_file "${picture[@]}" "${exact[@]}" -s 16x16 allowed/picture.bmp
make_file "${picture[@]}" "${exact[@]}" -c:v libjxl allowed/picture.jxl
vips copy allowed/picture.png "allowed/picture.jp2[Q=20]"
# The codestream alone: what the last box has in it.
python3 -c 'import sys; content = open(sys.argv[1], "rb").read(); open(sys.argv[2], "wb").write(content[content.index(b"jp2c") + 4:])' \
  allowed/picture.jp2 allowed/picture.j2k

make_file "${tone[@]}" "${exact[@]}" "${titled[@]}" -b:a 32k -id3v2_version 3 allowed/tagged.mp3
make_file "${tone[@]}" "${exact[@]}" -b:a 32k -id3v2_version 0 -write_xing 0 allowed/bare.mp3
make_file "${tone[@]}" "${exact[@]}" "${titled[@]}" -metadata_header_padding 0 allowed/tone.flac
make_file "${tone[@]}" "${exact[@]}" "${titled[@]}" -c:a libvorbis -q:a 0 allowed/vorbis.ogg
make_file "${tone[@]}" "${exact[@]}" "${titled[@]}" -c:a libopus -b:a 24k allowed/tone.opus
make_file "${tone[@]}" "${exact[@]}" "${titled[@]}" -c:a flac -f ogg -t 0.2 allowed/flac.oga
make_file "${tone[@]}" "${exact[@]}" -t 0.1 allowed/tone.wav
make_file "${tone[@]}" "${exact[@]}" -t 0.1 allowed/tone.aiff
make_file "${tone[@]}" "${exact[@]}" -b:a 32k allowed/tone.aac
# The same sound behind one header: mono, LC, 22.05 kHz.
python3 - allowed/tone.aac allowed/adif.aac <<'PYTHON'
import sys

adts = open(sys.argv[1], "rb").read()
fields = [(0, 3), (0, 1), (32_000, 23), (0, 4), (0xFFFFF, 20),  # one program of a constant bitrate
          (0, 4), (1, 2), (7, 4), (1, 4), (0, 4 + 4 + 2 + 3 + 4), (0, 3), (0, 5)]
bits = "".join(f"{value:0{width}b}" for value, width in fields)
bits += "0" * (-len(bits) % 8)
blocks = b""
at = 0
while at < len(adts):
    length = (adts[at + 3] & 3) << 11 | adts[at + 4] << 3 | adts[at + 5] >> 5
    blocks += adts[at + 7:at + length]
    at += length
open(sys.argv[2], "wb").write(b"ADIF" + int(bits, 2).to_bytes(len(bits) // 8, "big") + b"\0" + blocks)
PYTHON
make_file "${tone[@]}" "${exact[@]}" "${titled[@]}" -b:a 32k allowed/aac.m4a
make_file "${tone[@]}" "${exact[@]}" "${titled[@]}" -c:a alac -t 0.1 allowed/alac.m4a
# Zeros and the rest of a cut frame in front, and a cover that is a track.
{ head -c 300 /dev/zero; tail -c +200 allowed/bare.mp3; } >allowed/late.mp3
make_file "${tone[@]}" -i allowed/picture.jpg -map 0 -map 1 "${exact[@]}" "${titled[@]}" -b:a 32k -c:v copy -f mp4 \
  allowed/slides.m4b

# Red, green, blue and white quarters, on their side: by EXIF alone, which HEIF readers ignore, and by a
# rotation of the container, which they apply. Phones write both.
make_file -f lavfi -i "color=red:s=48x32[a];color=lime:s=48x32[b];color=blue:s=48x32[c];color=white:s=48x32[d];[a][b]hstack[t];[c][d]hstack[u];[t][u]vstack" \
  -frames:v 1 -pix_fmt yuvj444p -q:v 2 "$work/quarters.jpg"
exiftool -q -overwrite_original -n -Orientation=6 -GPSLatitude=48.5 -GPSLatitudeRef=N -GPSLongitude=2.25 \
  -GPSLongitudeRef=E "$work/quarters.jpg"
heif-enc -q 60 -o allowed/exif-only.heic "$work/quarters.jpg"
heif-enc -A -q 60 -o "$work/quarters.avif" "$work/quarters.jpg"
python3 add_rotation.py allowed/exif-only.heic allowed/rotated.heic 3
python3 add_rotation.py "$work/quarters.avif" allowed/rotated.avif 3

# The same quarters as the preview of raw photos.
make_file -f lavfi -i "color=red:s=24x16[a];color=lime:s=24x16[b];color=blue:s=24x16[c];color=white:s=24x16[d];[a][b]hstack[t];[c][d]hstack[u];[t][u]vstack" \
  -frames:v 1 -pix_fmt yuvj444p -q:v 2 "${exact[@]}" "$work/preview.jpg"
python3 -B make_raw_photos.py "$work/preview.jpg" allowed

python3 - <<'PYTHON'
import struct

def tiff(path, order, big):
    """4 x 4 grey pixels in one strip: what ffmpeg does not write, big-endian and BigTIFF."""
    word, offset_type = ("Q", 16) if big else ("I", 4)
    header = (b"MM" if order == ">" else b"II") + (
        struct.pack(order + "HHHQ", 43, 8, 0, 32) if big else struct.pack(order + "HI", 42, 24))
    pixels = bytes(range(0, 256, 16))
    pixels_at = len(header)
    header += pixels
    entries = [(256, 3, 4), (257, 3, 4), (258, 3, 8), (259, 3, 1), (262, 3, 1),
               (273, offset_type, pixels_at), (277, 3, 1), (278, 3, 4), (279, offset_type, 16)]
    directory = struct.pack(order + ("Q" if big else "H"), len(entries))
    for tag, kind, value in entries:
        code = "H" if kind == 3 else word
        field = struct.pack(order + code, value).ljust(struct.calcsize(word), b"\0")
        directory += struct.pack(order + "HH" + word, tag, kind, 1) + field
    directory += struct.pack(order + word, 0)
    open(path, "wb").write(header + directory)

tiff("allowed/big-endian.tiff", ">", False)
tiff("allowed/bigtiff.tiff", "<", True)
PYTHON

make_file -f lavfi -i "testsrc=size=64x48:rate=4:duration=0.5" "${tone[@]}" "${exact[@]}" \
  -c:v libx264 -pix_fmt yuv420p -b:a 16k refused/video.mp4
make_file -f lavfi -i "testsrc=size=64x48:rate=4:duration=0.5" "${exact[@]}" -c:v libvpx refused/video.webm
make_file -f lavfi -i "testsrc=size=64x48:rate=4:duration=0.5" "${exact[@]}" -c:v libtheora refused/video.ogv
make_file "${tone[@]}" "${exact[@]}" -c:a wmav2 -b:a 24k refused/tone.wma
cat >refused/drawing.svg <<'TEXT'
<?xml version="1.0" encoding="UTF-8"?>
<!-- a script in a drawing runs in the page that shows it -->
<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script></svg>
TEXT
cat >refused/page.html <<'TEXT'
<!DOCTYPE html>
<html><body><script>alert(1)</script></body></html>
TEXT
printf '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n' >refused/playlist.mp3
printf 'Just some words.\n' >refused/note.txt
printf '%%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%%%EOF\n' >refused/document.pdf
cp refused/note.txt "$work/note.txt"
TZ=UTC touch -d 2000-01-01 "$work/note.txt"
(cd "$work" && zip -q -X archive.zip note.txt)
mv "$work/archive.zip" refused/archive.zip

# A page that is also a picture for whoever looks for one: judged by its first bytes.
cat refused/page.html allowed/picture.jpg >refused/page-before-picture.jpg
find . -type f -size +10k -print | grep . && { echo "too large" >&2; exit 1; } || true
