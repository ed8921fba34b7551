// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace audmg::media {

struct RenderRequest {
  /// The original, open for reading; the caller keeps ownership.
  int input = -1;
  /// A socket at which the original's bytes are to be asked for (core/byte_input.hpp), or -1; the
  /// caller keeps ownership. Sound only: a picture must be there as a whole.
  int fetcher = -1;
  std::uint64_t size = 0;  ///< bytes
  /// Content type of the record: derived from the bytes, never the client's.
  std::string content_type;
  RenditionPlan plan;
  MediaLimits limits;
  /// An XMP sidecar of the original, open for reading, whose facts count more than the original's
  /// own; -1 when there is none. The caller keeps ownership.
  int sidecar = -1;
  std::uint64_t sidecar_size = 0;  ///< bytes
  /// The file was decoded before: as RenderTask::facts_only.
  bool facts_only = false;
};

/// One rendition that has not been stored yet.
struct RenderedFile {
  /// Name of the corresponding Rendition in the record.
  std::string name;
  /// Readable from offset 0; `size` bytes.
  Descriptor file;
  std::uint64_t size = 0;
};

struct Rendered {
  MediaRecord record;
  /// One for each of record.renditions, in the same order.
  std::vector<RenderedFile> files;
  /// Set when the file's header could be read but the file could not be rendered: one of the errors
  /// of render() that say something about the file. `record` then has only facts.
  std::optional<Error> failure{};
};

/// Turns an untrusted file into facts and renditions, isolated from the caller. Thread-safe.
class Renderer {
 public:
  Renderer() = default;
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;
  virtual ~Renderer() = default;

  /// Blocks until the file is rendered, or has failed after its facts were found. Errors:
  /// invalid_argument: the file cannot be decoded; the message is for the file's owner;
  /// too_large: the file exceeds a limit; the message names it, for the owner;
  /// deadline_exceeded: it took longer than the limits allow;
  /// internal and retryable: the child crashed, was killed, or sent an invalid reply;
  /// unavailable: descriptors, memory, threads or processes ran out before the child started or
  /// while it ran, or `stop` was requested: nothing is known about the file;
  /// out_of_space; internal.
  [[nodiscard]] virtual Result<Rendered> render(const RenderRequest& request,
                                                const std::stop_token& stop) = 0;
};

}  // namespace audmg::media
