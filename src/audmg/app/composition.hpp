// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder.hpp"
#include "audmg/app/named_queue.hpp"
#include "audmg/app/secrets.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace audmg::app {

enum class LogTarget { standard_output, nowhere };

/// The adapters of home A and what stands on them, for a process that owns the data folder. The one
/// place that names adapters.
class Composition {
 public:
  /// Opens everything. Precondition: this process has the data folder. Errors: corrupt, conflict (a
  /// newer version's database), unavailable, out_of_space, internal.
  [[nodiscard]] static Result<std::unique_ptr<Composition>> make(const config::Settings& settings,
                                                                 const DataLayout& layout,
                                                                 const Secrets& secrets,
                                                                 LogTarget log_target);
  Composition() = default;
  Composition(const Composition&) = delete;
  Composition& operator=(const Composition&) = delete;
  virtual ~Composition() = default;

  [[nodiscard]] virtual functions::Services& services() noexcept = 0;
  [[nodiscard]] virtual storage::SignedUrlVerifier& verifier() noexcept = 0;
  [[nodiscard]] virtual telemetry::Metrics& metrics() noexcept = 0;
  /// What signed URLs start with, once the port is known. Call once, before URLs are asked for.
  [[nodiscard]] virtual Result<void> set_public_url(const std::string& url) = 0;
  /// The queue of a job route. Precondition: there is one of that name.
  [[nodiscard]] virtual queue::MessageQueue& queue(std::string_view name) noexcept = 0;
  [[nodiscard]] virtual std::span<const NamedQueue> queues() const noexcept = 0;
  /// False from the first failed commit on; only a restart mends that.
  [[nodiscard]] virtual bool takes_writes() const noexcept = 0;
};

}  // namespace audmg::app
