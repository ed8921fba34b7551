// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/adif_header.hpp"

#include "audmg/media/types/id3_tags.hpp"

#include <array>
#include <cstddef>

namespace audmg::media {
namespace {

// Hertz by index, ISO/IEC 13818-7 table 35.
constexpr std::array<std::uint32_t, 12> kSampleRates{96'000, 88'200, 64'000, 48'000, 44'100, 32'000,
                                                     24'000, 22'050, 16'000, 12'000, 11'025, 8'000};

/// Reads numbers of any length, the most significant bit first.
class Bits {
 public:
  Bits(ByteWindow& bytes, std::uint64_t offset) : bytes_(bytes), place_(offset * 8) {}

  std::uint32_t take(std::uint32_t count) {
    std::uint32_t value = 0;
    for (; count > 0; --count, ++place_) {
      value = (value << 1) | ((bytes_.u8(place_ / 8) >> (7 - place_ % 8)) & 1U);
    }
    return value;
  }
  void skip(std::uint64_t count) { place_ += count; }
  /// Goes to the next whole byte, and returns its offset.
  std::uint64_t align() {
    const std::uint64_t offset = (place_ + 7) / 8;
    place_ = offset * 8;
    return offset;
  }

 private:
  ByteWindow& bytes_;
  std::uint64_t place_;  // in bits
};

/// Collects numbers of any length into bytes.
class ConfigBits {
 public:
  void add(std::uint32_t value, std::uint32_t count) {
    for (; count > 0; --count, ++size_) {
      if (size_ % 8 == 0) text_.push_back('\0');
      const std::uint32_t bit = (value >> (count - 1)) & 1U;
      text_.back() =
          static_cast<char>(static_cast<unsigned char>(text_.back()) | (bit << (7 - size_ % 8)));
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::size_t size_ = 0;  // in bits
};

/// Bits of an element that may be a pair of channels: the first one tells, the others are its tag.
constexpr std::uint32_t kSpeakerBits = 5;
constexpr std::uint32_t kTagBits = 4;

/// Copies `count` elements of `width` bits; returns how many channels they have.
std::uint32_t copy_elements(Bits& bits, ConfigBits& config, std::uint32_t count,
                            std::uint32_t width) {
  std::uint32_t channels = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t element = bits.take(width);
    config.add(element, width);
    channels += width == kSpeakerBits && (element & 0x10) != 0 ? 2 : 1;
  }
  return channels;
}

/// Reads one program_config_element() (section 8.5), and writes it again behind the fields of an
/// AudioSpecificConfig that has no channel configuration, without its comment. Returns false when
/// it has a sample rate or elements that do not exist.
bool read_program(Bits& bits, AdifHeader& header) {
  const std::uint32_t tag = bits.take(kTagBits);
  header.profile = bits.take(2);
  const std::uint32_t rate_index = bits.take(4);
  if (rate_index >= kSampleRates.size()) return false;
  header.sample_rate = kSampleRates[rate_index];

  ConfigBits config;
  config.add(header.profile + 1, 5);  // the audio object type
  config.add(rate_index, 4);
  config.add(0, 4 + 3);  // the channel configuration; frames of 1,024 samples without extensions
  config.add(tag, kTagBits);
  config.add(header.profile, 2);
  config.add(rate_index, 4);
  const auto copy = [&](std::uint32_t width) {
    const std::uint32_t value = bits.take(width);
    config.add(value, width);
    return value;
  };
  const std::uint32_t front = copy(4);
  const std::uint32_t side = copy(4);
  const std::uint32_t back = copy(4);
  const std::uint32_t low_frequency = copy(2);
  const std::uint32_t data = copy(3);
  const std::uint32_t coupling = copy(4);
  if (copy(1) != 0) copy(4);  // the mono mixdown
  if (copy(1) != 0) copy(4);  // the stereo mixdown
  if (copy(1) != 0) copy(3);  // the matrix mixdown
  header.channels = copy_elements(bits, config, front + side + back, kSpeakerBits);
  header.channels += copy_elements(bits, config, low_frequency, kTagBits);
  (void)copy_elements(bits, config, data, kTagBits);
  (void)copy_elements(bits, config, coupling, kSpeakerBits);
  bits.align();
  bits.skip(std::uint64_t{bits.take(8)} * 8);  // the comment
  header.decoder_config = config.text() + '\0';
  return header.channels > 0;
}

}  // namespace

std::expected<AdifHeader, AdifFlaw> read_adif_header(ByteWindow& bytes, std::uint64_t offset) {
  constexpr std::uint32_t kMagicBits = 32;
  constexpr std::uint32_t kCopyrightBits = 72;
  constexpr std::uint32_t kFullnessBits = 20;
  Bits bits(bytes, offset);
  bits.skip(kMagicBits);
  if (bits.take(1) != 0) bits.skip(kCopyrightBits);
  bits.skip(2);  // whether it is an original, and at home
  const bool has_constant_rate = bits.take(1) == 0;
  bits.skip(23);  // the bitrate
  const std::uint32_t programs = bits.take(4) + 1;
  AdifHeader header;
  for (std::uint32_t i = 0; i < programs; ++i) {
    AdifHeader other;
    if (has_constant_rate) bits.skip(kFullnessBits);
    const bool is_possible = read_program(bits, i == 0 ? header : other);
    if (!bytes.has(bits.align(), 1)) return std::unexpected(AdifFlaw::truncated);
    if (!is_possible) return std::unexpected(AdifFlaw::damaged);
  }
  header.sound_offset = bits.align();
  // No raw data block begins with its end (section 8.2.1).
  constexpr std::uint32_t kEnd = 7;
  if (bits.take(3) == kEnd) return std::unexpected(AdifFlaw::damaged);
  return header;
}

std::optional<AdifHeader> find_adif_header(ByteWindow& bytes) {
  const auto offset = skip_id3_tags(bytes);
  if (!offset || !bytes.is_at(*offset, "ADIF")) return std::nullopt;
  auto header = read_adif_header(bytes, *offset);
  return header ? std::optional(*std::move(header)) : std::nullopt;
}

}  // namespace audmg::media
