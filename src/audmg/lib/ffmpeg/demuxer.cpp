// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/demuxer.hpp"

#include "audmg/lib/ffmpeg/dictionary.hpp"
#include "audmg/lib/ffmpeg/error.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/mem.h>
}

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <utility>

namespace audmg::ffmpeg {
namespace {

// Signature of AVFormatContext::io_open: what playlists and references would open.
int refuse_to_open(AVFormatContext* /*context*/, AVIOContext** /*opened*/, const char* /*url*/,
                   int /*flags*/, AVDictionary** /*options*/) {
  return AVERROR(EPERM);
}

// Demuxers take a failed read for a damaged file or for its end, and call a file that ends early an
// input error; the bytes know better.
int real_reason(const AVIOContext& bytes, int result) {
  if (bytes.error < 0) return bytes.error;
  return result == AVERROR(EIO) ? AVERROR_INVALIDDATA : result;
}

std::string_view text_or_empty(const char* text) { return text != nullptr ? text : ""; }

}  // namespace

void Demuxer::Close::operator()(AVFormatContext* handle) const noexcept {
  ::avformat_close_input(&handle);
}

Result<Demuxer> Demuxer::open(ByteSource& source, const AllowedFormat& allowed) {
  const AVInputFormat* format = ::av_find_input_format(allowed.demuxer);
  AVFormatContext* handle = ::avformat_alloc_context();
  AUDMG_ASSERT(format != nullptr && handle != nullptr);
  handle->pb = source.context();
  handle->io_open = refuse_to_open;
  Dictionary options;
  options.set("format_whitelist", allowed.demuxer);
  options.set("codec_whitelist", allowed.decoders);
  options.set("protocol_whitelist", "none");
  // Frees the context when it fails.
  int result = ::avformat_open_input(&handle, nullptr, format, options.address());
  Demuxer demuxer(result < 0 ? nullptr : handle);
  result = real_reason(*source.context(), result);
  if (result < 0) return std::unexpected(make_error(result, "open a container"));
  result = real_reason(*handle->pb, ::avformat_find_stream_info(handle, nullptr));
  if (result < 0) return std::unexpected(make_error(result, "look at the streams"));
  result = ::av_find_best_stream(handle, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
  if (result < 0) return std::unexpected(make_error(result, "find an audio stream"));
  demuxer.stream_ = result;
  for (unsigned i = 0; i < handle->nb_streams; ++i) {
    if (handle->streams[i] != demuxer.stream()) handle->streams[i]->discard = AVDISCARD_ALL;
  }
  return demuxer;
}

Demuxer Demuxer::open_raw_aac(ByteSource& source, const RawAac& aac) {
  AUDMG_ASSERT(aac.sound.size <= kMaxRawAacBytes);
  Demuxer demuxer(::avformat_alloc_context());
  AUDMG_ASSERT(demuxer.handle_ != nullptr);
  demuxer.handle_->pb = source.context();
  demuxer.handle_->flags |= AVFMT_FLAG_CUSTOM_IO;
  AVStream* const stream = ::avformat_new_stream(demuxer.handle_.get(), nullptr);
  AUDMG_ASSERT(stream != nullptr);
  AVCodecParameters& parameters = *stream->codecpar;
  parameters.codec_type = AVMEDIA_TYPE_AUDIO;
  parameters.codec_id = AV_CODEC_ID_AAC;
  parameters.profile = aac.profile;
  parameters.sample_rate = static_cast<int>(aac.sample_rate);
  ::av_channel_layout_default(&parameters.ch_layout, static_cast<int>(aac.channels));
  const std::size_t size = aac.decoder_config.size();
  parameters.extradata =
      static_cast<std::uint8_t*>(::av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE));
  AUDMG_ASSERT(parameters.extradata != nullptr);
  parameters.extradata_size = static_cast<int>(size);
  std::ranges::copy(aac.decoder_config, parameters.extradata);
  demuxer.stream_ = 0;
  demuxer.raw_sound_ = aac.sound;
  return demuxer;
}

AVStream* Demuxer::stream() const noexcept { return handle_->streams[stream_]; }

StreamClaims Demuxer::claims() const {
  const AVCodecParameters& parameters = *stream()->codecpar;
  StreamClaims claims;
  claims.channels = static_cast<std::uint32_t>(parameters.ch_layout.nb_channels);
  claims.sample_rate = static_cast<std::uint32_t>(parameters.sample_rate);
  claims.codec = text_or_empty(::avcodec_get_name(parameters.codec_id));
  claims.profile = text_or_empty(::avcodec_profile_name(parameters.codec_id, parameters.profile));
  if (handle_->duration_estimation_method != AVFMT_DURATION_FROM_BITRATE &&
      stream()->duration != AV_NOPTS_VALUE && stream()->duration > 0) {
    claims.duration_seconds = seconds(stream()->duration);
  }
  const int bits = ::av_get_exact_bits_per_sample(parameters.codec_id);
  if (claims.codec.starts_with("pcm_") && bits > 0) {
    claims.exact_bitrate =
        std::uint64_t{claims.channels} * claims.sample_rate * static_cast<std::uint64_t>(bits);
  }
  claims.is_one_packet = raw_sound_.has_value();
  return claims;
}

std::string_view Demuxer::tag(const char* name) const {
  for (const AVDictionary* tags : {stream()->metadata, handle_->metadata}) {
    const AVDictionaryEntry* entry = ::av_dict_get(tags, name, nullptr, 0);
    if (entry != nullptr && *entry->value != '\0') return entry->value;
  }
  return {};
}

std::string_view Demuxer::cover() const {
  std::string_view found;
  for (unsigned i = 0; i < handle_->nb_streams; ++i) {
    const AVStream& picture = *handle_->streams[i];
    if ((picture.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0) continue;
    // FFmpeg writes ID3's and FLAC's picture type there.
    const AVDictionaryEntry* type = ::av_dict_get(picture.metadata, "comment", nullptr, 0);
    const bool is_front = type != nullptr && std::string_view(type->value) == "Cover (front)";
    if (!found.empty() && !is_front) continue;
    const AVPacket& packet = picture.attached_pic;
    found = {reinterpret_cast<const char*>(packet.data), static_cast<std::size_t>(packet.size)};
    if (is_front) break;
  }
  return found;
}

std::optional<ByteExtent> Demuxer::first_picture() const {
  for (unsigned i = 0; i < handle_->nb_streams; ++i) {
    AVStream* const pictures = handle_->streams[i];
    if (pictures->codecpar->codec_type != AVMEDIA_TYPE_VIDEO) continue;
    const AVIndexEntry* const first = ::avformat_index_get_entry(pictures, 0);
    if (first == nullptr || first->pos < 0 || first->size <= 0) continue;
    return ByteExtent{static_cast<std::uint64_t>(first->pos),
                      static_cast<std::uint64_t>(first->size)};
  }
  return std::nullopt;
}

std::size_t Demuxer::chapters() const noexcept { return handle_->nb_chapters; }

ChapterMark Demuxer::chapter(std::size_t index) const {
  const AVChapter& chapter = *handle_->chapters[index];
  const AVDictionaryEntry* title = ::av_dict_get(chapter.metadata, "title", nullptr, 0);
  return {static_cast<double>(chapter.start) * av_q2d(chapter.time_base),
          text_or_empty(title != nullptr ? title->value : nullptr)};
}

Result<bool> Demuxer::read(Packet& packet) {
  do {
    ::av_packet_unref(packet.get());
    const int read = raw_sound_ ? read_raw(packet) : ::av_read_frame(handle_.get(), packet.get());
    const int result = read < 0 ? real_reason(*handle_->pb, read) : read;
    if (result == AVERROR_EOF) return false;
    if (result < 0) return std::unexpected(make_error(result, "read a packet"));
  } while (packet.get()->stream_index != stream_);
  return true;
}

// Returns what av_read_frame() would.
int Demuxer::read_raw(Packet& packet) {
  const ByteExtent sound = std::exchange(*raw_sound_, {});
  if (sound.size == 0) return AVERROR_EOF;
  const std::int64_t place =
      ::avio_seek(handle_->pb, static_cast<std::int64_t>(sound.offset), SEEK_SET);
  if (place < 0) return static_cast<int>(place);
  return ::av_get_packet(handle_->pb, packet.get(), static_cast<int>(sound.size));
}

Result<void> Demuxer::seek(double seconds) {
  if (raw_sound_) return std::unexpected(make_error(AVERROR_INVALIDDATA, "seek"));
  const std::int64_t first = stream()->start_time != AV_NOPTS_VALUE ? stream()->start_time : 0;
  const double place = static_cast<double>(first) + seconds / av_q2d(stream()->time_base);
  // The file chooses both numbers, and may have chosen any.
  constexpr double kMostPlace = 4e18;
  if (!(std::abs(place) < kMostPlace))
    return std::unexpected(make_error(AVERROR_INVALIDDATA, "seek"));
  const int result = real_reason(
      *handle_->pb, ::av_seek_frame(handle_.get(), stream_, static_cast<std::int64_t>(place),
                                    AVSEEK_FLAG_BACKWARD));
  // A container that cannot be searched is as good as damaged.
  if (result < 0) {
    return std::unexpected(
        make_error(result == AVERROR_EXIT ? result : AVERROR_INVALIDDATA, "seek"));
  }
  return {};
}

std::optional<double> Demuxer::start_of(const Packet& packet) const noexcept {
  const AVPacket& it = *packet.get();
  const std::int64_t time = it.pts != AV_NOPTS_VALUE ? it.pts : it.dts;
  if (time == AV_NOPTS_VALUE) return std::nullopt;
  const std::int64_t first = stream()->start_time != AV_NOPTS_VALUE ? stream()->start_time : 0;
  return seconds(time) - seconds(first);
}

double Demuxer::seconds(std::int64_t duration) const noexcept {
  return static_cast<double>(duration) * av_q2d(stream()->time_base);
}

}  // namespace audmg::ffmpeg
