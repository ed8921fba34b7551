// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"
#include "audmg/core/message_order.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The steps that an attempt to make a file ready (media.cpp) and one to make further renditions of
// it (later_renditions.cpp) have in common.

namespace audmg::functions {

/// A decoder that crashed on the same bytes so often will crash again.
inline constexpr std::uint32_t kMaxCrashes = 3;

/// A store that is too slow says nothing about the file; a decoder that is too slow does. Which
/// bytes of an object are damaged is not for the file's owner.
template <class T>
[[nodiscard]] Result<T> of_the_store(Result<T> result) {
  if (!result && result.error().code == ErrorCode::deadline_exceeded) {
    result.error().code = ErrorCode::unavailable;
  }
  if (!result && result.error().code == ErrorCode::corrupt) {
    result.error().message = kObjectUnreadable;
  }
  return result;
}

/// Returns why the attempt has failed for good, for the file's owner; "" when another try may do
/// better.
[[nodiscard]] std::string final_reason(const Error& error, const database::File& file,
                                       const media::MediaLimits& limits);

/// Parameters of one decoding of a file's original.
struct RenderingOrder {
  const media::RenditionPlan& plan;
  /// Length of audio where it is known, else 0.
  double seconds = 0;
  /// As media::RenderRequest::facts_only.
  bool facts_only = false;
};

/// Renders the original, with the file's sidecar. Errors: those of the object store, with
/// deadline_exceeded as unavailable; corrupt when the original is cut off, or the decoder finds
/// fault with it and its bytes have changed; those of the renderer.
[[nodiscard]] Result<media::Rendered> render_original(const database::File& file,
                                                      const RenderingOrder& order, const Job& job,
                                                      const RenderingServices& services);

/// The message that takes the place of one that met a shortage.
struct FreshMessage {
  const MediaMessage& message;
  MessageOrder order{};
  /// True if the attempt was at a file that was ready. If it is no longer, its own message does the
  /// work, perhaps at this moment, and must not be disturbed.
  bool only_if_ready = false;
};

/// Lets the message come again after a shortage. Where the queue counts every receive (Amazon SQS)
/// it would be dead after its last one, so then a fresh one takes its place. Returns the error, or
/// the outcome of sending the fresh one.
[[nodiscard]] Result<void> wait_for_means(const FreshMessage& next, const Error& error,
                                          const Job& job, const RenderingServices& services);

/// Begins an attempt in the place of a newer one at the ready file, for one that has its result
/// already. `times` counts how often this happened to it. Returns nothing when the file is gone or
/// not ready any more. Errors: those of the repository; conflict when it happens again and again.
[[nodiscard]] Result<std::optional<database::ProcessingAttempt>> begin_after_another(
    const database::File& file, int& times, const RenderingServices& services);

/// Makes the event of an attempt that begins.
[[nodiscard]] database::NewEvent attempt_started(const Job& job, const RenderingServices& services);

/// Keeps the file's timeline and the log informed about one attempt.
class AttemptLog {
 public:
  /// `file` must outlive the log.
  AttemptLog(const Job& job, const database::File& file, const RenderingServices& services)
      : job_(job), file_(file), services_(services), started_(std::chrono::steady_clock::now()) {}

  /// Adds the failure to the timeline; a failure to write it does not stop anything.
  void note_failure(std::string_view reason) const;
  void log(std::string_view event, std::string_view reason,
           telemetry::Level level = telemetry::Level::info) const;
  [[nodiscard]] std::int64_t milliseconds_taken() const;

 private:
  const Job& job_;
  const database::File& file_;
  const RenderingServices services_;
  const std::chrono::steady_clock::time_point started_;
};

}  // namespace audmg::functions
