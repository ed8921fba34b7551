// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "doubles/durability_ledger.hpp"
#include "testbeds/filesystem_testbed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace audmg::storage::filesystem {
namespace {

using Kind = FileCall::Kind;

/// A store whose calls are written down and judged; one sync may be left out.
class WatchedStore {
 public:
  /// From here on calls count; `left_out` is the number of the sync that is only pretended.
  explicit WatchedStore(int left_out = 0, std::shared_ptr<const sealing::Keyring> keyring = nullptr)
      : bed_(operations_, std::move(keyring)) {
    ledger_.ignore_folder(bed_.root() + "/tmp");
    operations_.set(
        [this, left_out](const FileCall& call) -> std::optional<int> {
          ledger_.before(call);
          if (is_sync(call.kind) && ++syncs_ == left_out) return 0;
          return std::nullopt;
        },
        [this](const FileCall& call, std::int64_t result) {
          ledger_.after(call, result);
          if (result >= 0) kinds_.push_back(call.kind);
        });
  }
  ~WatchedStore() { operations_.set({}); }
  WatchedStore(const WatchedStore&) = delete;
  WatchedStore& operator=(const WatchedStore&) = delete;

  /// Something was acknowledged: by now all must be safe. Counts what is not.
  template <class T>
  void acknowledged(const Result<T>& result) {
    EXPECT_OK(result);
    owed_ += static_cast<int>(ledger_.unsynced().size());
  }

  ObjectStore& objects() { return bed_.objects(); }
  MultipartUploads& uploads() { return bed_.uploads(); }
  Quarantine& quarantine() { return bed_.quarantine(); }
  ObjectSealing& sealing() { return bed_.sealing(); }
  /// Makes a plain object of which the ledger does not know.
  void add_plain_object(const std::string& key) const {
    std::ofstream(std::filesystem::path(bed_.root()) / "objects" / key) << "plain bytes";
  }
  void age_quarantine() { bed_.age_quarantine(); }
  [[nodiscard]] int syncs() const { return syncs_; }
  [[nodiscard]] bool is_clean() const { return owed_ == 0 && ledger_.breaches().empty(); }
  [[nodiscard]] const DurabilityLedger& ledger() const { return ledger_; }
  std::vector<Kind> take_changes() {
    std::vector<Kind> changes;
    for (const Kind kind : kinds_) {
      if (kind == Kind::write || kind == Kind::rename || kind == Kind::unlink || is_sync(kind)) {
        changes.push_back(kind);
      }
    }
    kinds_.clear();
    return changes;
  }

 private:
  HookedFileOperations operations_;
  FilesystemTestbed bed_;
  DurabilityLedger ledger_;
  std::vector<Kind> kinds_;
  int syncs_ = 0;
  int owed_ = 0;
};

void put_object(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "orig/user/file", std::string(20'000'000, 'x')));
}

void replace_object(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "file", "old"));
  store.acknowledged(put(store.objects(), "file", "new"));
}

void delete_object(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "file", "old"));
  store.acknowledged(store.objects().delete_object("file"));
  store.acknowledged(store.objects().delete_object("file"));
}

void upload_in_parts(WatchedStore& store) {
  const auto id = store.uploads().create_multipart_upload({"orig/user/file", 5, 3});
  store.acknowledged(id);
  store.acknowledged(put_part(store.uploads(), "orig/user/file", *id, 2, "de"));
  store.acknowledged(put_part(store.uploads(), "orig/user/file", *id, 1, "abc"));
  // Over a committed part: its record goes first.
  store.acknowledged(put_part(store.uploads(), "orig/user/file", *id, 1, "ABC"));
}

void complete_upload(WatchedStore& store) {
  const auto id = store.uploads().create_multipart_upload({"orig/user/file", 3, 3});
  store.acknowledged(id);
  store.acknowledged(put_part(store.uploads(), "orig/user/file", *id, 1, "abc"));
  const auto info = store.uploads().complete_multipart_upload("orig/user/file", *id);
  EXPECT_OK(info);
  // The index may come back after a power cut: without its data it is nothing. So its name in
  // uploads/ is not owed, and it is the only thing that is not.
  const auto owed = store.ledger().unsynced();
  if (owed != std::vector<std::string>{"the name " + *id + ".index"}) {
    store.acknowledged(info);
  }
}

void abort_upload(WatchedStore& store) {
  const auto id = store.uploads().create_multipart_upload({"orig/user/file", 3, 3});
  store.acknowledged(id);
  store.acknowledged(store.uploads().abort_multipart_upload("orig/user/file", *id));
}

void quarantine_object(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "orig/user/file", "bytes"));
  store.acknowledged(store.quarantine().quarantine_object("orig/user/file"));
}

void replace_in_quarantine(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "file", "former"));
  store.acknowledged(store.quarantine().quarantine_object("file"));
  store.age_quarantine();
  store.acknowledged(put(store.objects(), "file", "newest"));
  store.acknowledged(store.quarantine().quarantine_object("file"));
}

void restore_object(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "orig/user/file", "bytes"));
  store.acknowledged(store.quarantine().quarantine_object("orig/user/file"));
  store.acknowledged(store.quarantine().restore_quarantined("orig/user/file"));
}

void delete_quarantined(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "file", "bytes"));
  store.acknowledged(store.quarantine().quarantine_object("file"));
  store.acknowledged(store.objects().delete_object("file"));
}

void purge_quarantine(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "orig/user/file", "bytes"));
  store.acknowledged(store.quarantine().quarantine_object("orig/user/file"));
  store.age_quarantine();
  store.acknowledged(store.quarantine().purge_quarantined(SystemClock().now()));
}

void purge_today(WatchedStore& store) {
  store.acknowledged(put(store.objects(), "orig/user/file", "bytes"));
  store.acknowledged(store.quarantine().quarantine_object("orig/user/file"));
  store.acknowledged(
      store.quarantine().purge_quarantined(SystemClock().now() + std::chrono::days(1)));
}

void seal_in_place(WatchedStore& store) {
  // Of two in one folder, the second sync would cover the first.
  store.add_plain_object("one");
  const auto step = store.sealing().seal_objects({});
  store.acknowledged(step);
  EXPECT_EQ(step->sealed, 1U);
}

struct Scenario {
  std::string name;
  void (*run)(WatchedStore&);
  bool seals = false;
};

class EverySync : public testing::TestWithParam<Scenario> {};

TEST_P(EverySync, IsThereAndIsNeeded) {
  std::shared_ptr<const sealing::Keyring> keyring;
  if (GetParam().seals) {
    keyring = std::make_shared<const sealing::Keyring>(sealing::Keyring::make());
  }
  int syncs = 0;
  {
    WatchedStore store(0, keyring);
    GetParam().run(store);
    EXPECT_THAT(store.ledger().breaches(), testing::IsEmpty());
    EXPECT_TRUE(store.is_clean());
    syncs = store.syncs();
  }
  ASSERT_GT(syncs, 0);
  // The proof that the ledger would have noticed: without any one of them it does.
  for (int left_out = 1; left_out <= syncs; ++left_out) {
    WatchedStore store(left_out, keyring);
    GetParam().run(store);
    EXPECT_FALSE(store.is_clean()) << "sync " << left_out << " of " << syncs << " was left out";
  }
}

INSTANTIATE_TEST_SUITE_P(Durability, EverySync,
                         testing::Values(Scenario{"PutObject", put_object},
                                         Scenario{"ReplaceObject", replace_object},
                                         Scenario{"DeleteObject", delete_object},
                                         Scenario{"UploadInParts", upload_in_parts},
                                         Scenario{"CompleteUpload", complete_upload},
                                         Scenario{"AbortUpload", abort_upload},
                                         Scenario{"QuarantineObject", quarantine_object},
                                         Scenario{"ReplaceInQuarantine", replace_in_quarantine},
                                         Scenario{"RestoreObject", restore_object},
                                         Scenario{"DeleteQuarantined", delete_quarantined},
                                         Scenario{"PurgeQuarantine", purge_quarantine},
                                         Scenario{"PurgeToday", purge_today},
                                         Scenario{"SealedPutObject", put_object, true},
                                         Scenario{"SealedUploadInParts", upload_in_parts, true},
                                         Scenario{"SealedCompleteUpload", complete_upload, true},
                                         Scenario{"SealInPlace", seal_in_place, true}),
                         [](const auto& param) { return param.param.name; });

TEST(Durability, APutIsWriteSyncRenameSync) {
  WatchedStore store;
  store.acknowledged(put(store.objects(), "k", "x"));
  EXPECT_THAT(store.take_changes(),
              testing::ElementsAre(Kind::write, Kind::sync_file, Kind::rename, Kind::sync_folder));
}

TEST(Durability, APartIsDataThenRecord) {
  WatchedStore store;
  const auto id = store.uploads().create_multipart_upload({"k", 6, 3}).value();
  static_cast<void>(store.take_changes());
  store.acknowledged(put_part(store.uploads(), "k", id, 1, "abc"));
  EXPECT_THAT(store.take_changes(),
              testing::ElementsAre(Kind::write, Kind::sync_data, Kind::write, Kind::sync_data));
  store.acknowledged(put_part(store.uploads(), "k", id, 1, "ABC"));
  EXPECT_THAT(store.take_changes(),
              testing::ElementsAre(Kind::write, Kind::sync_data,    // the record goes
                                   Kind::write, Kind::sync_data,    // the bytes come
                                   Kind::write, Kind::sync_data));  // the record comes
}

}  // namespace
}  // namespace audmg::storage::filesystem
