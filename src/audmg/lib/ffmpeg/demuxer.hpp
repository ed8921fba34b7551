// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/byte_source.hpp"
#include "audmg/lib/ffmpeg/packet.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct AVFormatContext;
struct AVStream;

namespace audmg::ffmpeg {

/// Demuxer and decoders that may open a file, in FFmpeg's names. Nothing is probed: a file that is
/// not in this container is refused.
struct AllowedFormat {
  const char* demuxer = "";   ///< "mp3"
  const char* decoders = "";  ///< "mp3float,mp3"
};

/// Properties that the header of the audio stream claims.
struct StreamClaims {
  std::uint32_t channels = 0;
  std::uint32_t sample_rate = 0;  ///< hertz
  std::string codec{};            ///< FFmpeg's short name of the codec: "mp3"
  std::string profile{};          ///< FFmpeg's word for the codec's profile: "LC"; "" if none
  /// Nothing when the file does not say; an estimate from the bitrate does not count.
  std::optional<double> duration_seconds{};
  std::uint64_t exact_bitrate = 0;  ///< bits per second of PCM; 0 for other codecs
  /// True if read() returns all sound in one packet, which does not say how long it is.
  bool is_one_packet = false;
};

/// A part of the file.
struct ByteExtent {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// Largest RawAac::sound. FFmpeg's reader of bits counts no further.
inline constexpr std::uint64_t kMaxRawAacBytes = 256ULL * 1024 * 1024 - 4096;

/// AAC without a container: raw data blocks, which follow each other without headers, and which
/// only a decoder can tell apart.
struct RawAac {
  ByteExtent sound{};
  std::string decoder_config{};  ///< an AudioSpecificConfig (ISO/IEC 14496-3)
  int profile = 0;               ///< FFmpeg's number (FF_PROFILE_AAC_...)
  std::uint32_t channels = 0;
  std::uint32_t sample_rate = 0;  ///< hertz
};

/// Where a chapter begins.
struct ChapterMark {
  double start_seconds = 0;
  std::string_view title{};  ///< any bytes without NUL
};

/// The audio stream of a container, its tags, chapters and its cover. Opens no other file, whatever
/// the container refers to.
class Demuxer {
 public:
  /// Errors: invalid_argument when there is no audio of an allowed format; deadline_exceeded.
  [[nodiscard]] static Result<Demuxer> open(ByteSource& source, const AllowedFormat& allowed);

  /// Presents the sound as one packet, which takes as much memory. Precondition: it has at most
  /// kMaxRawAacBytes.
  [[nodiscard]] static Demuxer open_raw_aac(ByteSource& source, const RawAac& aac);

  [[nodiscard]] StreamClaims claims() const;
  /// Returns the value under FFmpeg's generic name ("title"), of the stream or else of the
  /// container: any bytes of any length without NUL; "" when there is none.
  [[nodiscard]] std::string_view tag(const char* name) const;
  /// Returns the encoded picture attached as the front cover, else the first one; "" if none.
  [[nodiscard]] std::string_view cover() const;
  /// Returns where the first picture of a track of pictures lies in the file; nullopt when there is
  /// no such track, or when its index does not say.
  [[nodiscard]] std::optional<ByteExtent> first_picture() const;
  /// Returns the number of chapters, of whatever kind the container has.
  [[nodiscard]] std::size_t chapters() const noexcept;
  /// Precondition: `index` is below chapters(). Valid as long as this object.
  [[nodiscard]] ChapterMark chapter(std::size_t index) const;

  /// Reads the next packet of the audio stream; returns false at the end. Errors: invalid_argument
  /// when the rest cannot be read, deadline_exceeded.
  [[nodiscard]] Result<bool> read(Packet& packet);
  /// Goes to the last packet that begins at or before the time, or close to it. Errors: as read();
  /// the next read() then goes on where the last one was, or anywhere.
  [[nodiscard]] Result<void> seek(double seconds);
  /// Returns when the packet begins, in seconds; nothing when it does not say.
  [[nodiscard]] std::optional<double> start_of(const Packet& packet) const noexcept;
  /// Converts `duration` from the stream's time base to seconds.
  [[nodiscard]] double seconds(std::int64_t duration) const noexcept;

  [[nodiscard]] AVStream* stream() const noexcept;

 private:
  struct Close {
    void operator()(AVFormatContext* handle) const noexcept;
  };
  explicit Demuxer(AVFormatContext* handle) noexcept : handle_(handle) {}
  [[nodiscard]] int read_raw(Packet& packet);

  std::unique_ptr<AVFormatContext, Close> handle_;
  int stream_ = -1;
  std::optional<ByteExtent> raw_sound_;  // what is left of the sound of open_raw_aac()
};

}  // namespace audmg::ffmpeg
