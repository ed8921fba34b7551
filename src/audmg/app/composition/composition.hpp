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
#include "audmg/sealing/keyring.hpp"
#include "audmg/storage/object_sealing.hpp"
#include "audmg/storage/presigned_urls.hpp"
#include "audmg/telemetry/metrics.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace audmg::app {

enum class LogTarget { standard_output, nowhere };

/// The adapters of one deployment and everything built on them. Only its factories name adapters:
/// embedded_composition.cpp and aws_composition.cpp.
class Composition {
 public:
  Composition() = default;
  Composition(const Composition&) = delete;
  Composition& operator=(const Composition&) = delete;
  virtual ~Composition() = default;

  [[nodiscard]] virtual const functions::Services& services() const noexcept = 0;
  /// Rejects every URL when this process does not serve the objects.
  [[nodiscard]] virtual storage::SignedUrlVerifier& verifier() noexcept = 0;
  [[nodiscard]] virtual telemetry::Metrics& metrics() noexcept = 0;
  /// Sets the beginning of signed URLs, once the port is known, if this process serves the objects.
  /// Call once, before URLs are requested.
  [[nodiscard]] virtual Result<void> set_public_url(const std::string& url) = 0;
  /// Returns the origin of signed URLs when another service serves the objects,
  /// "https://bucket.example"; else "".
  [[nodiscard]] virtual std::string object_origin() const = 0;
  /// Returns the queue of a job route. Precondition: there is one of that name.
  [[nodiscard]] virtual queue::MessageQueue& queue(std::string_view name) noexcept = 0;
  [[nodiscard]] virtual std::span<const NamedQueue> queues() const noexcept = 0;
  /// Returns the parts of this drive that a backup reads. They live as long as this composition.
  [[nodiscard]] virtual backup::Drive backed_up_drive() = 0;
  /// Returns what seals the objects that are plain; null where the store has no keys of ours.
  [[nodiscard]] virtual storage::ObjectSealing* object_sealing() noexcept { return nullptr; }
  /// Returns the keyring that seals the objects; null when the drive has none of its own.
  [[nodiscard]] virtual std::shared_ptr<const sealing::Keyring> keyring() const { return nullptr; }
  /// Returns false from the first failed commit on; only a restart resolves that.
  [[nodiscard]] virtual bool takes_writes() const noexcept = 0;
  /// Ends work that dead processes left unfinished, where several processes share the records. Call
  /// it every minute. Blocks. Errors: unavailable, internal; the next call continues.
  [[nodiscard]] virtual Result<void> recover_abandoned() = 0;
};

/// Opens everything that the settings name. Precondition: this process has the data folder. Errors:
/// corrupt, conflict (a newer version's database), not_found (no such table), unavailable,
/// out_of_space, internal. Throws ConfigError.
[[nodiscard]] Result<std::unique_ptr<Composition>> make_composition(
    const config::Settings& settings, const DataLayout& layout, LogTarget log_target);

}  // namespace audmg::app
