// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/put.hpp"

#include "audmg/client/companion_pairs.hpp"
#include "audmg/client/open_local.hpp"
#include "audmg/client/parallel.hpp"
#include "audmg/client/put_check.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/client/upload_file.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

namespace audmg::client {
namespace {

/// As many digests as the drive looks up at once.
constexpr std::size_t kMaxBatchGroups = 500;
/// Small enough that sending begins soon: all files of a batch are read before the first is sent.
constexpr std::uint64_t kMaxBatchBytes = std::uint64_t{1024} * 1024 * 1024;
/// A sidecar of the same size may be another one: it is compared whole.
constexpr std::size_t kMaxSidecarBytes = std::size_t{1024} * 1024;

std::uint64_t size_of(const FileGroup& group) {
  std::uint64_t size = group.file.size;
  for (const LocalFile& companion : group.companions) size += companion.size;
  return size;
}

/// A group on its way, used by one thread at a time.
struct Item {
  const FileGroup* group = nullptr;
  /// "" when the file is refused.
  std::string sha256{};
  /// "" until it is at the drive.
  std::string file_id{};
  /// Its bytes are those of an earlier item of the batch.
  std::optional<std::size_t> same_as{};
};

class Put {
 public:
  Put(Connection& drive, const OpenUploads& uploads, unsigned jobs, const PutObserver& observer,
      PutReport& report)
      : drive_(drive), uploads_(uploads), jobs_(jobs), observer_(observer), report_(report) {}

  Result<void> run(std::vector<LocalFile> files) {
    progress_.files = files.size();
    for (const LocalFile& file : files) progress_.bytes += file.size;
    const std::vector<FileGroup> groups = pair_companions(std::move(files));
    std::span<const FileGroup> rest(groups);
    while (!rest.empty() && !fatal_) {
      std::size_t count = 0;
      for (std::uint64_t bytes = 0;
           count < rest.size() && count < kMaxBatchGroups && bytes < kMaxBatchBytes; ++count) {
        bytes += size_of(rest[count]);
      }
      send_batch(rest.first(count));
      rest = rest.subspan(count);
    }
    if (fatal_) return std::unexpected(*fatal_);
    return {};
  }

 private:
  void send_batch(std::span<const FileGroup> groups) {
    std::vector<Item> items(groups.size());
    in_parallel(items.size(), jobs_, [&](std::size_t place) {
      items[place].group = &groups[place];
      if (!stopped_) check(items[place]);
    });
    if (!stopped_) find_known(items);
    mark_same(items);
    in_parallel(items.size(), jobs_, [&](std::size_t place) {
      if (!stopped_ && !items[place].same_as) send(items[place]);
    });
    for (Item& item : items) {
      if (stopped_ || !item.same_as) continue;
      item.file_id = items[*item.same_as].file_id;
      send(item);
    }
  }

  /// Looks at the file's type, so that nothing is sent that the drive would refuse, and reads it.
  void check(Item& item) {
    const LocalFile& file = item.group->file;
    const auto refusal = reason_to_refuse(file.path);
    if (!refusal) return refuse(item, refusal.error().message);
    if (!refusal->empty()) return refuse(item, *refusal);
    auto digest = sha256_of(file.path);
    if (!digest) return refuse(item, digest.error().message);
    item.sha256 = *std::move(digest);
  }

  void refuse(const Item& item, const std::string& reason) {
    leave_out(item.group->file, reason);
    for (const LocalFile& companion : item.group->companions) {
      leave_out(companion, "its picture was not sent");
    }
  }

  void find_known(std::vector<Item>& items) {
    json::Writer json;
    json.begin_object().key("sha256").begin_array();
    bool any = false;
    for (const Item& item : items) {
      if (item.sha256.empty()) continue;
      json.value(item.sha256);
      any = true;
    }
    if (!any) return;
    json.end_array().end_object();
    const auto body = require(
        drive_.call({.method = "POST", .target = "/files/known", .body = std::move(json).take()}),
        {200});
    if (!body) return stop(body.error());
    const json::Value* const known = body->find("known");
    if (known == nullptr) return;
    for (Item& item : items) item.file_id = text_member(*known, item.sha256);
  }

  static void mark_same(std::vector<Item>& items) {
    std::map<std::string, std::size_t> first;
    for (std::size_t place = 0; place < items.size(); ++place) {
      if (items[place].sha256.empty()) continue;
      const auto [entry, is_new] = first.emplace(items[place].sha256, place);
      if (!is_new) items[place].same_as = entry->second;
    }
  }

  void send(Item& item) {
    if (item.sha256.empty()) return;
    const LocalFile& file = item.group->file;
    const bool was_known = !item.file_id.empty();
    if (was_known) {
      done(PutStep::known, file);
      told(file.size);
    } else {
      const auto outcome = upload(file, item.sha256, {});
      if (!outcome) return failed(item, outcome.error());
      item.file_id = outcome->file_id;
      done(outcome->duplicate ? PutStep::known : PutStep::sent, file);
    }
    std::vector<RemoteCompanion> there;
    if (was_known && !item.group->companions.empty()) there = companions_of(item.file_id);
    for (const LocalFile& companion : item.group->companions) {
      if (!stopped_) send_companion(companion, item.file_id, there);
    }
  }

  void send_companion(const LocalFile& companion, const std::string& picture,
                      const std::vector<RemoteCompanion>& there) {
    if (is_there(companion, there)) {
      told(companion.size);
      return done(PutStep::known, companion);
    }
    const auto refusal = reason_to_refuse_companion(companion.path);
    if (!refusal) return leave_out(companion, refusal.error().message);
    if (!refusal->empty()) return leave_out(companion, *refusal);
    const auto digest = sha256_of(companion.path);
    if (!digest) return leave_out(companion, digest.error().message);
    const auto outcome = upload(companion, *digest, picture);
    if (!outcome) {
      if (!stops_all(outcome.error())) return leave_out(companion, outcome.error().message);
      return stop(outcome.error());
    }
    done(outcome->duplicate ? PutStep::known : PutStep::sent, companion);
  }

  std::vector<RemoteCompanion> companions_of(const std::string& file_id) {
    const auto body = require(drive_.call({.target = "/files/" + file_id}), {200});
    if (!body) return {};
    auto file = read_file(*body);
    return file ? std::move(file->companions) : std::vector<RemoteCompanion>();
  }

  /// The drive tells the sizes of companions, not their digests.
  bool is_there(const LocalFile& companion, const std::vector<RemoteCompanion>& there) {
    const bool is_sidecar = is_sidecar_name(companion.path);
    for (const RemoteCompanion& each : there) {
      if (each.size != companion.size || (each.kind == "xmp") != is_sidecar) continue;
      if (!is_sidecar) return true;
      const auto answer = drive_.transfer(
          {.method = "GET", .url = each.url, .fields = {}, .max_answer_bytes = kMaxSidecarBytes});
      const auto digest = sha256_of(companion.path);
      return answer && answer->status == 200 && digest &&
             openssl::sha256_hex(answer->body) == *digest;
    }
    return false;
  }

  Result<UploadOutcome> upload(const LocalFile& file, const std::string& sha256,
                               const std::string& picture) {
    return upload_file(drive_, uploads_,
                       {.file = file,
                        .sha256 = sha256,
                        .companion_of = picture,
                        .sent = [this](std::uint64_t bytes) { told(bytes); }});
  }

  /// Other files would fail in the same way, or most of them where a quota is full.
  static bool stops_all(const Error& error) {
    return error.code == ErrorCode::out_of_space || error.code == ErrorCode::unavailable ||
           error.code == ErrorCode::unknown_outcome || error.code == ErrorCode::deadline_exceeded;
  }

  void failed(const Item& item, const Error& error) {
    if (stops_all(error)) return stop(error);
    refuse(item, error.message);
  }

  void stop(const Error& error) {
    const std::scoped_lock lock(mutex_);
    if (!fatal_) fatal_ = error;
    stopped_ = true;
  }

  void done(PutStep step, const LocalFile& file) {
    const std::scoped_lock lock(mutex_);
    if (step == PutStep::sent) {
      ++report_.sent;
      report_.sent_bytes += file.size;
    } else {
      ++report_.known;
    }
    count(step, file);
  }

  void leave_out(const LocalFile& file, const std::string& reason) {
    const std::scoped_lock lock(mutex_);
    report_.left_out.push_back({file.path, reason});
    progress_.bytes_done += file.size;
    count(PutStep::refused, file);
  }

  void count(PutStep step, const LocalFile& file) {
    ++progress_.files_done;
    observer_.step(step, file.path);
    observer_.progress(progress_);
  }

  void told(std::uint64_t bytes) {
    const std::scoped_lock lock(mutex_);
    progress_.bytes_done += bytes;
    observer_.progress(progress_);
  }

  Connection& drive_;
  const OpenUploads& uploads_;
  const unsigned jobs_;
  const PutObserver& observer_;
  PutReport& report_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  PutProgress progress_{};
  std::optional<Error> fatal_{};
};

}  // namespace

Result<void> put_files(Connection& drive, const OpenUploads& uploads,
                       const std::vector<std::string>& paths, unsigned jobs,
                       const PutObserver& observer, PutReport& report) {
  LocalFiles found = find_local_files(paths);
  report.hidden = found.hidden;
  report.links = found.links;
  report.left_out = std::move(found.left_out);
  uploads.forget_old();
  return Put(drive, uploads, jobs, observer, report).run(std::move(found.files));
}

}  // namespace audmg::client
