// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/sweep.hpp"

#include "audmg/functions/accept_object.hpp"
#include "audmg/functions/upload_session.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxUploadsPerSweep = 1000;
constexpr std::size_t kUploadsPerPage = 1000;
constexpr std::size_t kObjectsPerPage = 1000;
constexpr std::size_t kMaxPagesPerSweep = 100;

void count_failure(SweepReport& report, std::string_view step, const Error& error,
                   Services& services) {
  ++report.failures;
  services.logger.log(telemetry::Level::warning, "sweep_step_failed",
                      {{"step", step}, {"error", std::string_view(error.message)}});
}

/// Also deletes the object that an interrupted completion may have left: its session ends here, so
/// from now on only the orphan's grace protects it.
Result<void> abort_expired_uploads(SweepReport& report, Services& services) {
  AUDMG_TRY(const auto uploads,
            services.uploads.list_expired_uploads(services.clock.now(), kMaxUploadsPerSweep));
  for (const database::Upload& upload : uploads) {
    AUDMG_CHECK(drop_upload(upload, services));
    ++report.uploads_aborted;
  }
  return {};
}

/// Whether a session knows of the upload. Its key is original_key() of the session.
Result<bool> has_session(const storage::UnfinishedUpload& upload, Services& services) {
  const std::string_view name = std::string_view(upload.key).substr(kOriginalsPrefix.size());
  const auto slash = name.find('/');
  if (slash == std::string_view::npos) return false;
  const auto owner = UserId::parse(name.substr(0, slash));
  const auto id = UploadId::parse(name.substr(slash + 1));
  if (!owner || !id) return false;
  AUDMG_TRY(const auto session, services.uploads.find_upload(*owner, *id));
  return session &&
         services.multipart.is_same_upload(session->multipart_upload_id, upload.upload_id);
}

/// Uploads that the store began and whose session was never written, because the process ended
/// between, or went away with its user. More than kMaxPagesPerSweep pages are looked at when those
/// before them have ended.
Result<void> abort_lost_uploads(SweepReport& report, const std::stop_token& stop,
                                Services& services) {
  const TimePoint newest = services.clock.now() - kOrphanGrace;
  storage::ListUploadsRequest next{.prefix = std::string(kOriginalsPrefix),
                                   .after_key = {},
                                   .after_upload_id = {},
                                   .max_uploads = kUploadsPerPage};
  for (std::size_t page = 0; page < kMaxPagesPerSweep && !stop.stop_requested(); ++page) {
    AUDMG_TRY(const auto uploads, services.multipart.list_multipart_uploads(next));
    for (const storage::UnfinishedUpload& upload : uploads) {
      if (upload.created_at >= newest) continue;
      AUDMG_TRY(const bool known, has_session(upload, services));
      if (known) continue;
      AUDMG_CHECK(services.multipart.abort_multipart_upload(upload.key, upload.upload_id));
      ++report.lost_uploads_aborted;
      services.logger.log(telemetry::Level::info, "lost_upload_aborted",
                          {{"objectKey", std::string_view(upload.key)}});
    }
    if (uploads.size() < kUploadsPerPage) break;
    next.after_key = uploads.back().key;
    next.after_upload_id = uploads.back().upload_id;
  }
  return {};
}

/// Asks again for this one key, right before: its row may have been committed since the page was
/// looked at.
Result<void> delete_orphan(const std::string& key, SweepReport& report, Services& services) {
  const std::array<std::string, 1> keys{key};
  AUDMG_TRY(const auto named, services.files.has_object_keys(keys));
  if (named.at(0)) return {};
  AUDMG_CHECK(services.objects.delete_object(key));
  ++report.orphans_deleted;
  services.logger.log(telemetry::Level::info, "orphan_deleted",
                      {{"objectKey", std::string_view(key)}});
  return {};
}

Result<void> delete_orphans(SweepReport& report, std::string& position, const std::stop_token& stop,
                            Services& services) {
  for (std::size_t page = 0; page < kMaxPagesPerSweep && !stop.stop_requested(); ++page) {
    AUDMG_TRY(const auto objects,
              services.objects.list_objects({.prefix = std::string(kOriginalsPrefix),
                                             .start_after = position,
                                             .max_keys = kObjectsPerPage}));
    report.objects_seen += objects.size();
    const TimePoint newest = services.clock.now() - kOrphanGrace;
    std::vector<std::string> old_keys;
    for (const storage::ObjectInfo& object : objects) {
      if (object.last_modified < newest) old_keys.push_back(object.key);
    }
    AUDMG_TRY(const auto named, services.files.has_object_keys(old_keys));
    for (std::size_t i = 0; i < old_keys.size(); ++i) {
      if (!named.at(i)) AUDMG_CHECK(delete_orphan(old_keys[i], report, services));
    }
    if (objects.size() < kObjectsPerPage) {
      position.clear();
      return {};
    }
    position = objects.back().key;
  }
  return {};
}

}  // namespace

SweepReport sweep_expired(Services& services) {
  SweepReport report;
  const auto run = [&](std::string_view step, const Result<void>& done) {
    if (!done) count_failure(report, step, done.error(), services);
  };
  const TimePoint now = services.clock.now();
  run("uploads", abort_expired_uploads(report, services));
  run("sessions", services.sessions.delete_expired_sessions(now));
  run("idempotency", services.idempotency.delete_expired_records(now));
  return report;
}

SweepReport sweep_objects(Services& services, std::string& position, const std::stop_token& stop) {
  SweepReport report;
  const auto run = [&](std::string_view step, const Result<void>& done) {
    if (!done) count_failure(report, step, done.error(), services);
  };
  run("lost_uploads", abort_lost_uploads(report, stop, services));
  run("orphans", delete_orphans(report, position, stop, services));
  return report;
}

}  // namespace audmg::functions
