// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/named_queue.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/backup/create.hpp"
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

/// The adapters of one deployment and what stands on them. Those who make one, and they alone, name
/// adapters: embedded_composition.cpp and aws/aws_composition.cpp.
class Composition {
 public:
  Composition() = default;
  Composition(const Composition&) = delete;
  Composition& operator=(const Composition&) = delete;
  virtual ~Composition() = default;

  [[nodiscard]] virtual const functions::Services& services() const noexcept = 0;
  /// Knows no URL where others serve the objects.
  [[nodiscard]] virtual storage::SignedUrlVerifier& verifier() noexcept = 0;
  [[nodiscard]] virtual telemetry::Metrics& metrics() noexcept = 0;
  /// What signed URLs start with, once the port is known, where this process serves the objects.
  /// Call once, before URLs are asked for.
  [[nodiscard]] virtual Result<void> set_public_url(const std::string& url) = 0;
  /// The origin of signed URLs where others serve the objects, "https://bucket.example"; else "".
  [[nodiscard]] virtual std::string object_origin() const = 0;
  /// The queue of a job route. Precondition: there is one of that name.
  [[nodiscard]] virtual queue::MessageQueue& queue(std::string_view name) noexcept = 0;
  [[nodiscard]] virtual std::span<const NamedQueue> queues() const noexcept = 0;
  /// What a backup of this drive is made from. Lives as long as this.
  [[nodiscard]] virtual backup::Drive backed_up_drive() = 0;
  /// False from the first failed commit on; only a restart mends that.
  [[nodiscard]] virtual bool takes_writes() const noexcept = 0;
  /// Ends what processes that died have begun, where more than one may work on the records. Call it
  /// every minute. Blocks. Errors: unavailable, internal; the next call goes on.
  [[nodiscard]] virtual Result<void> tidy() = 0;
};

/// Opens everything that the settings name. Precondition: this process has the data folder.
/// Errors: corrupt, conflict (a newer version's database), not_found (no
/// such table), unavailable, out_of_space, internal. Throws ConfigError.
[[nodiscard]] Result<std::unique_ptr<Composition>> make_composition(
    const config::Settings& settings, const DataLayout& layout, LogTarget log_target);

}  // namespace audmg::app
