// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/core/number.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/upkeep/sweep_round.hpp"
#include "audmg/storage/object_store.hpp"
#include "testbeds/drive_testbed.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// What a sweep of so many objects costs, counted: docs/aws.md names the figures.
// AUDMG_SWEEP_OBJECTS=10000000 counts ten million of them.

namespace audmg::functions {
namespace {

constexpr std::array<std::string_view, 3> kForms{"large.webp", "small.webp", "waveform.json"};
constexpr std::size_t kObjectsPerFile = 2 + kForms.size();
constexpr std::size_t kFilesPerOwner = 700;
constexpr std::size_t kUsualObjects = 50'000;
// The limits of S3 and of DynamoDB.
constexpr std::size_t kObjectsPerList = 1000;
constexpr std::size_t kRowsPerCall = 100;

std::size_t objects_to_count() {
  const char* const wanted = std::getenv("AUDMG_SWEEP_OBJECTS");
  return wanted != nullptr ? parse_whole<std::size_t>(wanted).value_or(kUsualObjects)
                           : kUsualObjects;
}

std::string nth_id(std::size_t number) {
  return fmt::format("01000000-0000-7000-8000-{:012x}", number);
}

std::string key_of_original(std::size_t file) {
  return fmt::format("orig/{}/{}", nth_id(file / kFilesPerOwner), nth_id(file));
}

/// Returns the number of the file whose id begins at `at`.
std::size_t number_in(std::string_view key, std::size_t at) {
  constexpr std::size_t kDigitsAt = 24;
  return std::stoull(std::string(key.substr(at + kDigitsAt, 12)), nullptr, 16);
}

std::size_t number_of_id(const FileId& id) { return number_in(id.text(), 0); }

/// The objects of so many files that are all right; counts how often they are listed. All else is
/// the inner store's.
class CountedStore final : public storage::ObjectStore {
 public:
  CountedStore(storage::ObjectStore& inner, std::size_t files) : inner_(inner), files_(files) {}

  Result<std::unique_ptr<storage::ObjectWriter>> put_object(
      const storage::PutObjectRequest& request) override {
    return inner_.put_object(request);
  }
  Result<std::unique_ptr<storage::ObjectReader>> get_object(std::string_view key) override {
    return inner_.get_object(key);
  }
  Result<storage::ObjectInfo> head_object(std::string_view key) override {
    return inner_.head_object(key);
  }
  Result<void> delete_object(std::string_view) override {
    return fail(ErrorCode::internal, "nothing is to be deleted");
  }
  Result<std::size_t> delete_objects(std::string_view) override {
    return fail(ErrorCode::internal, "nothing is to be deleted");
  }
  Result<std::vector<storage::ObjectInfo>> list_objects(
      const storage::ListObjectsRequest& request) override {
    if (!is_swept(request.prefix)) return inner_.list_objects(request);
    EXPECT_EQ(request.max_keys, kObjectsPerList);
    ++lists;
    std::size_t next = request.start_after.empty() ? 0 : place_after(request.start_after);
    std::vector<storage::ObjectInfo> page;
    while (page.size() < request.max_keys && next < count_under(request.prefix)) {
      storage::ObjectInfo object;
      object.key = nth_key(request.prefix, next++);
      page.push_back(std::move(object));
    }
    listed += page.size();
    return page;
  }
  Result<void> check_writable() override { return inner_.check_writable(); }

  std::size_t lists = 0;
  std::size_t listed = 0;

 private:
  static bool is_swept(std::string_view prefix) {
    return prefix == kOriginalsPrefix || prefix == kSidecarsPrefix || prefix == kRenditionsPrefix;
  }
  [[nodiscard]] std::size_t count_under(std::string_view prefix) const {
    return prefix == kRenditionsPrefix ? files_ * kForms.size() : files_;
  }
  static std::string nth_key(std::string_view prefix, std::size_t number) {
    if (prefix == kOriginalsPrefix) return key_of_original(number);
    if (prefix == kSidecarsPrefix) return sidecar_key(key_of_original(number));
    const std::size_t file = number / kForms.size();
    return fmt::format("deriv/{}/{}/{}", nth_id(file / kFilesPerOwner), nth_id(file),
                       kForms.at(number % kForms.size()));
  }
  static std::size_t place_after(std::string_view key) {
    constexpr std::size_t kIdBytes = 37;
    if (key.starts_with(kOriginalsPrefix)) {
      return number_in(key, kOriginalsPrefix.size() + kIdBytes) + 1;
    }
    if (key.starts_with(kSidecarsPrefix)) {
      return number_in(key, kSidecarsPrefix.size() + kOriginalsPrefix.size() + kIdBytes) + 1;
    }
    const std::size_t at = kRenditionsPrefix.size() + kIdBytes;
    const auto* const form = std::ranges::find(kForms, key.substr(at + kIdBytes));
    return (number_in(key, at) * kForms.size()) + static_cast<std::size_t>(form - kForms.begin()) +
           1;
  }

  storage::ObjectStore& inner_;
  const std::size_t files_;
};

/// The rows of those files; counts how often each is looked up.
class CountedFiles final : public database::FileRepository {
 public:
  explicit CountedFiles(std::size_t files) : objects_looked_up(files), files_looked_up(files) {}

  Result<std::vector<bool>> has_object_keys(std::span<const std::string> object_keys) override {
    count_calls(object_keys.size());
    for (const std::string& key : object_keys) {
      ++objects_looked_up.at(number_in(key, key.rfind('/') + 1));
    }
    return std::vector<bool>(object_keys.size(), true);
  }
  Result<std::vector<database::FoundFile>> look_up_files(
      std::span<const database::FileKey> keys) override {
    count_calls(keys.size());
    std::vector<database::FoundFile> found;
    for (const database::FileKey& key : keys) {
      ++files_looked_up.at(number_of_id(key.id));
      database::File file;
      file.status = database::FileStatus::processing;
      found.push_back({.key = key, .file = std::move(file)});
    }
    return found;
  }

  Result<database::AddFileResult> add_file(const database::AddFileRequest&) override {
    return not_asked();
  }
  Result<std::optional<database::File>> find_file(const UserId&, const FileId&) override {
    return not_asked();
  }
  Result<std::optional<database::File>> find_file_by_sha256(const UserId&,
                                                            std::string_view) override {
    return not_asked();
  }
  Result<std::vector<database::File>> find_files_by_sha256(const UserId&,
                                                           std::span<const std::string>) override {
    return not_asked();
  }
  Result<std::optional<database::File>> find_file_by_object_key(const UserId&,
                                                                std::string_view) override {
    return not_asked();
  }
  Result<std::vector<database::File>> find_files(const UserId&, std::span<const FileId>) override {
    return not_asked();
  }
  Result<std::vector<database::File>> list_files(const database::ListFilesRequest&) override {
    return not_asked();
  }
  Result<std::optional<database::File>> delete_file(const UserId&, const FileId&,
                                                    const database::Outbox&) override {
    return not_asked();
  }
  Result<std::vector<database::File>> list_all_files(
      const database::ListAllFilesRequest&) override {
    return not_asked();
  }

  /// Returns whether each row of both kinds was looked up once.
  [[nodiscard]] bool each_once() const {
    const auto is_one = [](std::uint8_t times) { return times == 1; };
    return std::ranges::all_of(objects_looked_up, is_one) &&
           std::ranges::all_of(files_looked_up, is_one);
  }

  std::size_t calls = 0;
  std::size_t rows = 0;
  std::vector<std::uint8_t> objects_looked_up;
  std::vector<std::uint8_t> files_looked_up;

 private:
  void count_calls(std::size_t keys) {
    rows += keys;
    calls += (keys + kRowsPerCall - 1) / kRowsPerCall;
  }
  static std::unexpected<Error> not_asked() { return fail(ErrorCode::internal, "a sweep asks"); }
};

class SweepCostTest : public DriveTest {
 protected:
  SweepCostTest() {
    EXPECT_TRUE(check_drive(drive.services));
    const auto& all = drive.services;
    Library library{.files = rows,
                    .changes = all.changes,
                    .trash = all.trash,
                    .collections = all.collections,
                    .companions = all.companions,
                    .processing = all.processing,
                    .integrity = all.integrity,
                    .events = all.events,
                    .urls = all.urls,
                    .catalogues = all.catalogues};
    Objects objects{.objects = store,
                    .tombstones = all.tombstones,
                    .drive = all.drive,
                    .trashed_objects = all.trashed_objects,
                    .archives = all.archives,
                    .sums = all.sums};
    services = std::make_unique<Services>(
        static_cast<const Common&>(all), static_cast<const Accounts&>(all), library,
        static_cast<const Notification&>(all), objects, static_cast<const Uploads&>(all),
        static_cast<const Upkeep&>(all), static_cast<const Monitoring&>(all));
    // The objects carry no time: they are old.
  }

  SweepRun sweep(const std::function<bool()>& pause) {
    SweepRun run =
        run_object_sweep({.lease = kSweepLease, .period = kDailyRound}, pause, {}, *services);
    EXPECT_FALSE(run.error) << run.error->message;
    EXPECT_EQ(run.report.orphans_quarantined, 0U);
    return run;
  }
  /// LIST calls for so many objects: full pages, and one that is not.
  static std::size_t lists_for(std::size_t objects) { return (objects / kObjectsPerList) + 1; }

  const std::size_t files = objects_to_count() / kObjectsPerFile;
  CountedStore store{drive.services.objects, files};
  CountedFiles rows{files};
  std::unique_ptr<Services> services;
};

TEST_F(SweepCostTest, IsAListForAThousandObjectsAndACallForAHundredRows) {
  const SweepRun run = sweep([] { return true; });
  EXPECT_EQ(run.end, SweepRun::End::finished);
  EXPECT_EQ(run.report.objects_seen, files * kObjectsPerFile);
  EXPECT_EQ(store.listed, files * kObjectsPerFile) << "each once";
  EXPECT_EQ(store.lists, (2 * lists_for(files)) + lists_for(files * kForms.size()));
  EXPECT_TRUE(rows.each_once());
  EXPECT_EQ(rows.rows, 2 * files) << "which file names the original, and the file";
  EXPECT_EQ(rows.calls, 2 * ((files + kRowsPerCall - 1) / kRowsPerCall));
  fmt::print("{} objects of {} files: {} LIST, {} BatchGetItem, {} rows\n", files * kObjectsPerFile,
             files, store.lists, rows.calls, rows.rows);
}

TEST_F(SweepCostTest, IsTheSameWhenManyRunsShareIt) {
  std::size_t runs = 0;
  for (auto end = SweepRun::End::goes_on; end == SweepRun::End::goes_on;) {
    end = sweep([] { return false; }).end;
    ++runs;
    ASSERT_LT(runs, 100'000U);
  }
  EXPECT_GT(runs, 5U);
  EXPECT_TRUE(rows.each_once());
  EXPECT_EQ(rows.rows, 2 * files);
  // A run lists the rest of a page again that the one before had begun; of originals and sidecars,
  // of two.
  EXPECT_LE(store.listed, (files * kObjectsPerFile) + (runs * 2 * kObjectsPerList));
  EXPECT_EQ(sweep([] { return true; }).end, SweepRun::End::idle) << "it was the whole of it";
}

}  // namespace
}  // namespace audmg::functions
