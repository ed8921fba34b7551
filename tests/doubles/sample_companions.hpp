// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg {

[[nodiscard]] inline std::string sample_be32(std::uint32_t value) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) text.push_back(static_cast<char>(value >> shift));
  return text;
}

/// One box of an ISO base media file.
[[nodiscard]] inline std::string sample_box(std::string_view type, std::string_view body) {
  return sample_be32(static_cast<std::uint32_t>(8 + body.size())).append(type).append(body);
}

struct SampleVideo {
  std::string_view brand = "qt  ";
  std::uint32_t milliseconds = 2'500;
  std::string_view handler = "vide";
  std::string_view samples = "not to be decoded";
};

/// A QuickTime or MP4 file with one track, as short as its structure allows.
[[nodiscard]] inline std::string sample_video(const SampleVideo& video = {}) {
  const std::string zeros(4, '\0');
  // Version and flags, two dates, the units of a second, the duration.
  const std::string clock =
      zeros + zeros + zeros + sample_be32(1000) + sample_be32(video.milliseconds);
  const std::string stsd =
      sample_box("stsd", zeros + sample_be32(1) + sample_box("avc1", std::string(70, '\0')));
  const std::string mdia = sample_box(
      "mdia", sample_box("mdhd", clock + zeros) +
                  sample_box("hdlr", zeros + zeros + std::string(video.handler) + zeros + zeros) +
                  sample_box("minf", sample_box("stbl", stsd)));
  const std::string moov = sample_box(
      "moov", sample_box("mvhd", clock + std::string(80, '\0')) + sample_box("trak", mdia));
  return sample_box("ftyp", std::string(video.brand) + zeros) + sample_box("mdat", video.samples) +
         moov;
}

[[nodiscard]] inline std::string sample_xmp(std::string_view title = "A title") {
  return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "  <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
         "   <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
         std::string(title) +
         "</rdf:li></rdf:Alt></dc:title>\n"
         "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n";
}

}  // namespace audmg
