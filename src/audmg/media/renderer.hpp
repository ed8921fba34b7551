// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/facts.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace audmg::media {

struct RenderRequest {
  /// The original, open for reading; stays the caller's.
  int input = -1;
  std::uint64_t size = 0;  ///< bytes
  /// Of the record: decided by the bytes, never the client's.
  std::string content_type;
  RenditionPlan plan;
  MediaLimits limits;
};

/// One rendition, not stored yet.
struct RenderedFile {
  /// The name of the Rendition in the record that it belongs to.
  std::string name;
  /// Readable from offset 0; `size` bytes.
  Descriptor file;
  std::uint64_t size = 0;
};

struct Rendered {
  MediaRecord record;
  /// One for each of record.renditions, in the same order.
  std::vector<RenderedFile> files;
};

/// Turns an untrusted file into facts and renditions, out of harm's way. Thread-safe.
class Renderer {
 public:
  Renderer() = default;
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;
  virtual ~Renderer() = default;

  /// Blocks until done. Errors:
  /// invalid_argument: the file cannot be decoded; the message is for the file's owner;
  /// too_large: the file is over a limit; the message names it, for the owner;
  /// deadline_exceeded: it took longer than the limits allow;
  /// internal and retryable: the child crashed, was killed, or gave an answer that cannot be right;
  /// unavailable: no child could be started for want of descriptors, memory, threads or processes,
  /// or the child met such a want, or `stop` was requested: nothing is known about the file;
  /// out_of_space; internal.
  [[nodiscard]] virtual Result<Rendered> render(const RenderRequest& request,
                                                const std::stop_token& stop) = 0;
};

}  // namespace audmg::media
