// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/muxer.hpp"

#include "audmg/lib/ffmpeg/byte_source.hpp"
#include "audmg/lib/ffmpeg/dictionary.hpp"
#include "audmg/lib/ffmpeg/error.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <cerrno>

namespace audmg::ffmpeg {
namespace {

// Signatures of AVFormatContext::io_open and io_close2. FFmpeg moves the index to the front of a
// file through a second view of it, which it asks for by the name of the file; ours has none.
int open_to_read_back(AVFormatContext* context, AVIOContext** opened, const char* /*url*/,
                      int flags, AVDictionary** /*options*/) {
  if ((flags & AVIO_FLAG_WRITE) != 0) return AVERROR(EPERM);
  auto& sink = *static_cast<ByteSink*>(context->opaque);
  *opened =
      (new ByteSource(sink.descriptor(), sink.size(), ByteSource::Deadline::max()))->context();
  return 0;
}

int close_read_back(AVFormatContext* /*context*/, AVIOContext* opened) {
  delete static_cast<ByteSource*>(opened->opaque);
  return 0;
}

}  // namespace

void Muxer::Free::operator()(AVFormatContext* handle) const noexcept {
  ::avformat_free_context(handle);
}

bool Muxer::wants_global_header(const char* format) {
  const AVOutputFormat* found = ::av_guess_format(format, nullptr, nullptr);
  AUDMG_ASSERT(found != nullptr);
  return (found->flags & AVFMT_GLOBALHEADER) != 0;
}

Result<Muxer> Muxer::open(const char* format, ByteSink& sink, const Encoder& encoder) {
  AVFormatContext* handle = nullptr;
  int result = ::avformat_alloc_output_context2(&handle, nullptr, format, nullptr);
  if (result < 0) return std::unexpected(make_error(result, "make a container"));
  Muxer muxer(handle);
  handle->pb = sink.context();
  handle->opaque = &sink;
  handle->io_open = open_to_read_back;
  handle->io_close2 = close_read_back;
  handle->flags |= AVFMT_FLAG_BITEXACT;
  AVStream* stream = ::avformat_new_stream(handle, nullptr);
  AUDMG_ASSERT(stream != nullptr);
  stream->time_base = encoder.get()->time_base;
  result = ::avcodec_parameters_from_context(stream->codecpar, encoder.get());
  Dictionary options;
  options.set("movflags", "faststart");
  options.set("id3v2_version", "0");
  if (result >= 0) result = ::avformat_write_header(handle, options.address());
  if (result < 0) return std::unexpected(make_error(result, "begin a container"));
  return muxer;
}

Result<void> Muxer::write(Packet& packet) {
  // Only times in the encoder's time base come here; the muxer may have chosen another one.
  AVStream* stream = handle_->streams[0];
  ::av_packet_rescale_ts(packet.get(), {1, stream->codecpar->sample_rate}, stream->time_base);
  packet.get()->stream_index = 0;
  const int result = ::av_write_frame(handle_.get(), packet.get());
  if (result < 0) return std::unexpected(make_error(result, "write a packet"));
  return {};
}

Result<void> Muxer::finish() {
  int result = ::av_write_trailer(handle_.get());
  ::avio_flush(handle_->pb);
  // Muxers do not look at the result of every write.
  if (result >= 0) result = handle_->pb->error;
  if (result < 0) return std::unexpected(make_error(result, "complete a container"));
  return {};
}

}  // namespace audmg::ffmpeg
