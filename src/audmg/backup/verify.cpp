// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/verify.hpp"

#include "audmg/backup/copy_bytes.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/sealed_copy.hpp"
#include "audmg/backup/workers.hpp"
#include "audmg/core/errno_error.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::backup {
namespace {

constexpr std::size_t kVerifiedLinesPerStep = 100;
constexpr double kAllPercent = 100;

class Verification {
 public:
  Verification(const SnapshotInUse& snapshot, ManifestReader manifest, const VerifyOptions& options,
               Progress& progress, const OnDamage& on_damage)
      : folder_(snapshot.folder()),
        manifest_(std::move(manifest)),
        read_percent_(options.read_percent),
        keyring_(options.keyring),
        progress_(progress),
        on_damage_(on_damage) {}

  Result<VerifyReport> run(const std::stop_token& stop) {
    std::vector<ManifestFile> files = manifest_.header().secrets;
    files.push_back(manifest_.header().records);
    for (const ManifestFile& file : files) {
      AUDMG_CHECK(
          check({.path = file.path, .size = file.size, .sha256 = file.sha256, .reads = true}));
    }
    AUDMG_CHECK(run_workers([this] { return step(); }, stop));
    report_.missing = manifest_.end().missing;
    return report_;
  }

 private:
  struct Expected {
    std::string path;
    std::uint64_t size = 0;
    std::string sha256;
    bool reads = false;
    /// Key of an object; "" for another file, which is never sealed as a whole.
    std::string key{};
  };

  Result<bool> step() {
    std::vector<Expected> batch;
    {
      const std::scoped_lock lock(manifest_mutex_);
      while (batch.size() < kVerifiedLinesPerStep) {
        AUDMG_TRY(auto object, manifest_.next());
        if (!object) break;
        ++progress_.done;
        if (object->missing) continue;
        batch.push_back({.path = fmt::format("{}/{}", kObjectsFolder, object->key),
                         .size = object->size,
                         .sha256 = object->sha256,
                         .reads = !object->sha256.empty() && is_chosen(),
                         .key = object->key});
      }
    }
    for (const Expected& expected : batch) AUDMG_CHECK(check(expected));
    return !batch.empty();
  }

  bool is_chosen() {
    if (read_percent_ >= kAllPercent) return true;
    return std::uniform_real_distribution<double>(0, kAllPercent)(random_) < read_percent_;
  }

  Result<void> check(const Expected& expected) {
    std::string what;
    std::uint64_t read = 0;
    bool is_unopened = false;
    const Descriptor file(
        ::openat(folder_, expected.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status{};
    // Any other reason, such as a lack of descriptors, proves nothing about the object.
    if (!file.is_open() && errno != ENOENT) {
      return fail_errno("cannot open " + expected.path, errno);
    }
    if (!file.is_open()) {
      what = "is missing";
    } else if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
      what = "is no file";
    } else {
      const auto stored = static_cast<std::uint64_t>(status.st_size);
      std::optional<std::uint64_t> plain_bytes;
      if (stored != expected.size && !expected.key.empty()) {
        const auto sealed = sealed_plain_bytes(file.get(), stored);
        if (sealed) plain_bytes = *sealed;
        if (!sealed) what = sealed.error().message;
      }
      if (!what.empty()) {
        // Its beginning cannot be read.
      } else if (plain_bytes.value_or(stored) != expected.size) {
        what = fmt::format("has {} bytes, not {}", plain_bytes.value_or(stored), expected.size);
      } else if (expected.reads && plain_bytes && keyring_ == nullptr) {
        is_unopened = true;
      } else if (expected.reads) {
        const auto digest = plain_bytes
                                ? digest_of_copy(file.get(), stored, keyring_.get(), expected.key)
                                : digest_of(file.get());
        if (!digest) {
          what = digest.error().message;
        } else {
          read = digest->size;
          if (digest->sha256 != expected.sha256) what = "has other bytes than were written";
        }
      }
    }
    const std::scoped_lock lock(report_mutex_);
    ++report_.objects;
    if (expected.reads && !is_unopened) ++report_.read;
    if (is_unopened) ++report_.unopened;
    report_.bytes_read += read;
    progress_.bytes += read;
    if (what.empty()) return {};
    ++report_.damaged;
    on_damage_({expected.path, std::move(what)});
    return {};
  }

  const int folder_;
  ManifestReader manifest_;
  const double read_percent_;
  const std::shared_ptr<const sealing::Keyring> keyring_;
  Progress& progress_;
  const OnDamage& on_damage_;
  std::mt19937_64 random_{std::random_device{}()};
  std::mutex manifest_mutex_;
  std::mutex report_mutex_;
  VerifyReport report_;
};

}  // namespace

Result<VerifyReport> verify_snapshot(const Snapshot& snapshot, const VerifyOptions& options,
                                     Progress& progress, const OnDamage& on_damage,
                                     const std::stop_token& stop) {
  AUDMG_TRY(const SnapshotInUse held, SnapshotInUse::hold(snapshot));
  if (const auto summary = read_manifest_summary(snapshot.folder / kManifestFile)) {
    progress.total = summary->end.objects + summary->end.missing;
  }
  AUDMG_TRY(ManifestReader manifest, ManifestReader::open(snapshot.folder / kManifestFile));
  return Verification(held, std::move(manifest), options, progress, on_damage).run(stop);
}

}  // namespace audmg::backup
