// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/database/repositories.hpp"
#include "audmg/functions/app_address.hpp"
#include "audmg/functions/archives/object_sums.hpp"
#include "audmg/functions/archives/open_archives.hpp"
#include "audmg/functions/drive_monitor.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/trashed_objects.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/rate_limiter.hpp"
#include "audmg/identity/refresh_tokens.hpp"
#include "audmg/identity/secret_box.hpp"
#include "audmg/identity/signer.hpp"
#include "audmg/library/catalogues.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <vector>

namespace audmg::functions {

/// The adapters that a composition root supplies, and the subscribers. All of them must outlive the
/// services.
struct Ports {
  const Clock& clock;
  telemetry::Logger& logger;
  database::Repositories records;
  queue::MessageQueue& mail_queue;
  storage::ObjectStore& objects;
  storage::Quarantine& quarantine;
  storage::MultipartUploads& multipart;
  storage::PresignedUrls& urls;
  const identity::PasswordHasher& passwords;
  const notification::Subscribers& subscribers;
  notification::Mailer& mailer;
  std::vector<WatchedQueue> queues{};
};

/// One key for each use, so that a signature made for one use is worthless for another.
struct ServiceKeys {
  std::string access_tokens;
  std::string refresh_tokens;
  std::string secret_box;
  std::string signer;
};

/// The services of one process: the ports and everything built on them. Every composition root
/// makes its services here, so that roots differ only in their adapters.
class ServiceSet {
 public:
  /// `policies` must outlive the set.
  ServiceSet(const Ports& ports, const ServiceKeys& keys, const Policies& policies,
             bool rate_limits);
  ServiceSet(const ServiceSet&) = delete;
  ServiceSet& operator=(const ServiceSet&) = delete;

  [[nodiscard]] const Services& services() const noexcept { return services_; }

 private:
  Readiness readiness_;
  AppAddress app_address_;
  const identity::AccessTokens access_tokens_;
  const identity::RefreshTokens refresh_tokens_;
  const identity::SecretBox secret_box_;
  identity::CredentialCache credential_cache_;
  identity::RateLimiter rate_limiter_;
  const identity::Signer signer_;
  notification::EventHub event_hub_;
  library::Catalogues catalogues_;
  TrashedObjects trashed_objects_;
  OpenArchives archives_;
  ObjectSums sums_;
  const DriveMonitor monitor_;
  const Services services_;
};

}  // namespace audmg::functions
