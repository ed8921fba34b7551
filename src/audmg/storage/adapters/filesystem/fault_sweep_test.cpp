// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "doubles/hooked_file_operations.hpp"
#include "testbeds/filesystem_testbed.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>

namespace audmg::storage::filesystem {
namespace {

/// Which call fails and how.
struct Fault {
  int nth = 0;
  int error = 0;
  bool for_ever = false;
};

const std::string kOld = noise(3000, 1);
const std::string kNew = noise(3000, 2);
const std::string kPartOne = noise(2000, 3);
const std::string kPartTwo = noise(1000, 4);

/// A store with one object, one in the quarantine since long ago, one upload with both parts and
/// one with the first only, on calls that can be made to fail.
class FaultyStore {
 public:
  FaultyStore() : bed_(operations_) {
    EXPECT_OK(put(bed_.objects(), "dir/kept", kOld));
    EXPECT_OK(bed_.quarantine().quarantine_object("dir/kept"));
    bed_.age_quarantine();
    EXPECT_OK(put(bed_.objects(), "dir/object", kOld));
    whole = begin("dir/whole");
    EXPECT_OK(put_part(bed_.uploads(), "dir/whole", whole, 2, kPartTwo));
    half = begin("dir/half");
  }
  ~FaultyStore() { operations_.set({}); }
  FaultyStore(const FaultyStore&) = delete;
  FaultyStore& operator=(const FaultyStore&) = delete;

  void arm(Fault fault) {
    operations_.set([this, fault](const FileCall& call) -> std::optional<int> {
      ++calls_;
      if (calls_ < fault.nth || (calls_ > fault.nth && !fault.for_ever)) return skip_sync(call);
      injected = true;
      if (is_sync(call.kind) || call.kind == FileCall::Kind::writeback) sync_failed = true;
      return -fault.error;
    });
  }
  void heal() { operations_.set(skip_sync); }
  ObjectStore& objects() { return bed_.objects(); }
  MultipartUploads& uploads() { return bed_.uploads(); }
  Quarantine& quarantine() { return bed_.quarantine(); }
  FilesystemTestbed& bed() { return bed_; }
  std::string begin(const std::string& key) {
    const auto id = bed_.uploads().create_multipart_upload({key, 3000, 2000});
    EXPECT_OK(id);
    EXPECT_OK(put_part(bed_.uploads(), key, *id, 1, kPartOne));
    return *id;
  }
  [[nodiscard]] std::size_t count_files(const std::string& folder) const {
    std::size_t count = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(bed_.root() + "/" + folder)) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  std::string whole;
  std::string half;
  bool injected = false;
  bool sync_failed = false;

 private:
  /// No power is cut here, so a sync that does not fail need not be made: minutes become seconds.
  static std::optional<int> skip_sync(const FileCall& call) {
    if (is_sync(call.kind)) return 0;
    return std::nullopt;
  }
  struct Operations : HookedFileOperations {
    Operations() { set(skip_sync); }
  };

  Operations operations_;
  FilesystemTestbed bed_;
  int calls_ = 0;
};

/// One operation and what must hold after it failed (`done` false) or succeeded.
struct Operation {
  std::string name;
  Result<void> (*run)(FaultyStore&);
  void (*check)(FaultyStore&, bool done, const Fault& fault);
};

template <class T>
Result<void> ignore_value(const Result<T>& result) {
  if (!result) return std::unexpected(result.error());
  return {};
}

/// The body under `key` is one of two; which one is certain unless even the undoing was failed.
void expect_body(FaultyStore& store, const std::string& key, const std::optional<std::string>& old,
                 const std::string& fresh, bool done, const Fault& fault) {
  const auto body = get(store.objects(), key);
  if (done) {
    EXPECT_TRUE(body == fresh) << key;
  } else if (fault.for_ever && body == fresh) {
    SUCCEED() << "whole, not acknowledged";
  } else if (old) {
    EXPECT_TRUE(body == *old) << key;
  } else {
    EXPECT_CODE(body, ErrorCode::not_found) << key;
  }
}

bool is_quarantined(FaultyStore& store, const std::string& key) {
  const auto listed =
      store.quarantine().list_quarantined({.prefix = key, .start_after = "", .max_keys = 9});
  EXPECT_OK(listed);
  return listed && !listed->empty();
}

/// One way or the other, the object is in exactly one place.
void expect_moved(FaultyStore& store, const std::string& key, bool to_quarantine, bool done) {
  const auto body = get(store.objects(), key);
  EXPECT_NE(body.has_value(), is_quarantined(store, key)) << key;
  if (body) {
    EXPECT_TRUE(*body == kOld) << key;
  }
  if (done) {
    EXPECT_EQ(is_quarantined(store, key), to_quarantine) << key;
  }
  if (!body) {
    ASSERT_OK(store.quarantine().restore_quarantined(key));
    EXPECT_TRUE(get(store.objects(), key) == kOld) << key;
  }
}

const Operation kOperations[] = {
    {"PutNew", [](FaultyStore& s) { return ignore_value(put(s.objects(), "other/new", kNew)); },
     [](FaultyStore& s, bool done, const Fault& fault) {
       expect_body(s, "other/new", std::nullopt, kNew, done, fault);
     }},
    {"Replace", [](FaultyStore& s) { return ignore_value(put(s.objects(), "dir/object", kNew)); },
     [](FaultyStore& s, bool done, const Fault& fault) {
       expect_body(s, "dir/object", kOld, kNew, done, fault);
     }},
    {"Delete", [](FaultyStore& s) { return s.objects().delete_object("dir/object"); },
     [](FaultyStore& s, bool done, const Fault&) {
       const auto body = get(s.objects(), "dir/object");
       if (done) {
         EXPECT_CODE(body, ErrorCode::not_found);
       }
       if (body) {
         EXPECT_TRUE(*body == kOld);
       }
     }},
    {"Quarantine", [](FaultyStore& s) { return s.quarantine().quarantine_object("dir/object"); },
     [](FaultyStore& s, bool done, const Fault&) { expect_moved(s, "dir/object", true, done); }},
    {"QuarantineAgain",
     [](FaultyStore& s) -> Result<void> {
       AUDMG_CHECK(put(s.objects(), "dir/kept", kNew));
       return s.quarantine().quarantine_object("dir/kept");
     },
     [](FaultyStore& s, bool done, const Fault&) {
       EXPECT_TRUE(get(s.objects(), "dir/kept") == kNew || is_quarantined(s, "dir/kept"));
       if (done) {
         ASSERT_OK(s.quarantine().restore_quarantined("dir/kept"));
         EXPECT_TRUE(get(s.objects(), "dir/kept") == kNew);
       }
     }},
    {"Restore", [](FaultyStore& s) { return s.quarantine().restore_quarantined("dir/kept"); },
     [](FaultyStore& s, bool done, const Fault&) { expect_moved(s, "dir/kept", false, done); }},
    {"DeleteQuarantined", [](FaultyStore& s) { return s.objects().delete_object("dir/kept"); },
     [](FaultyStore& s, bool done, const Fault&) {
       EXPECT_CODE(get(s.objects(), "dir/kept"), ErrorCode::not_found);
       if (done) {
         EXPECT_FALSE(is_quarantined(s, "dir/kept"));
       }
     }},
    {"Purge",
     [](FaultyStore& s) {
       return ignore_value(s.quarantine().purge_quarantined(SystemClock().now()));
     },
     [](FaultyStore& s, bool done, const Fault&) {
       if (done) {
         EXPECT_FALSE(is_quarantined(s, "dir/kept"));
       }
       EXPECT_OK(s.quarantine().purge_quarantined(SystemClock().now()));
       EXPECT_FALSE(is_quarantined(s, "dir/kept"));
       EXPECT_FALSE(std::filesystem::exists(s.bed().root() + "/quarantine/2020-01-31"));
     }},
    {"CreateUpload",
     [](FaultyStore& s) {
       return ignore_value(s.uploads().create_multipart_upload({"dir/third", 10, 10}));
     },
     [](FaultyStore&, bool, const Fault&) {}},
    {"UploadPart",
     [](FaultyStore& s) {
       return ignore_value(put_part(s.uploads(), "dir/half", s.half, 2, kPartTwo));
     },
     [](FaultyStore& s, bool done, const Fault&) {
       const auto parts = s.uploads().list_parts("dir/half", s.half);
       ASSERT_OK(parts);
       if (done) {
         EXPECT_EQ(parts->size(), 2U);
       }
       if (parts->size() == 1) {
         EXPECT_OK(put_part(s.uploads(), "dir/half", s.half, 2, kPartTwo));
       }
       ASSERT_OK(s.uploads().complete_multipart_upload("dir/half", s.half));
       EXPECT_TRUE(get(s.objects(), "dir/half") == kPartOne + kPartTwo);
     }},
    {"OverwritePart",
     [](FaultyStore& s) {
       return ignore_value(put_part(s.uploads(), "dir/half", s.half, 1, kNew.substr(0, 2000)));
     },
     [](FaultyStore& s, bool done, const Fault&) {
       ASSERT_OK(put_part(s.uploads(), "dir/half", s.half, 2, kPartTwo));
       const auto info = s.uploads().complete_multipart_upload("dir/half", s.half);
       const auto body = get(s.objects(), "dir/half");
       if (done) {
         ASSERT_OK(info);
       }
       // Absent, old or new; never a mixture.
       if (!info) {
         EXPECT_CODE(info, ErrorCode::conflict);
       } else {
         EXPECT_TRUE(body == kNew.substr(0, 2000) + kPartTwo ||
                     (!done && body == kPartOne + kPartTwo));
       }
     }},
    {"Complete",
     [](FaultyStore& s) {
       return ignore_value(s.uploads().complete_multipart_upload("dir/whole", s.whole));
     },
     [](FaultyStore& s, bool done, const Fault& fault) {
       expect_body(s, "dir/whole", std::nullopt, kPartOne + kPartTwo, done, fault);
       if (!done && !get(s.objects(), "dir/whole")) {
         EXPECT_OK(s.uploads().complete_multipart_upload("dir/whole", s.whole));
         EXPECT_TRUE(get(s.objects(), "dir/whole") == kPartOne + kPartTwo);
       }
     }},
    {"Abort",
     [](FaultyStore& s) { return s.uploads().abort_multipart_upload("dir/whole", s.whole); },
     [](FaultyStore& s, bool done, const Fault&) {
       if (done) {
         EXPECT_CODE(s.uploads().list_parts("dir/whole", s.whole), ErrorCode::not_found);
       }
       EXPECT_OK(s.uploads().abort_multipart_upload("dir/whole", s.whole));
       EXPECT_CODE(s.uploads().list_parts("dir/whole", s.whole), ErrorCode::not_found);
     }},
};

class FaultSweep : public testing::TestWithParam<Operation> {
 protected:
  /// Whether there was an n-th call to fail.
  bool run(const Fault& fault) {
    const Operation& operation = GetParam();
    FaultyStore store;
    store.arm(fault);
    const Result<void> result = operation.run(store);
    store.heal();
    if (!store.injected) {
      EXPECT_OK(result);
      return false;
    }
    if (!result && fault.error == ENOSPC && !store.sync_failed) {
      EXPECT_TRUE(result.error().code == ErrorCode::out_of_space) << result.error().message;
    }
    if (store.sync_failed) {
      // The disk is well again, but what it lost is not known: nothing more is acknowledged.
      if (!result) {
        EXPECT_CODE(result, ErrorCode::unavailable);
      }
      EXPECT_CODE(put(store.objects(), "x", "x"), ErrorCode::unavailable);
      EXPECT_CODE(store.objects().check_writable(), ErrorCode::unavailable);
      EXPECT_CODE(store.objects().delete_object("dir/object"), ErrorCode::unavailable);
      EXPECT_CODE(store.quarantine().quarantine_object("dir/object"), ErrorCode::unavailable);
      EXPECT_CODE(store.quarantine().restore_quarantined("dir/kept"), ErrorCode::unavailable);
      EXPECT_CODE(store.quarantine().purge_quarantined({}), ErrorCode::unavailable);
      EXPECT_CODE(store.uploads().create_multipart_upload({"x", 1, 1}), ErrorCode::unavailable);
      EXPECT_CODE(store.uploads().upload_part({"dir/half", store.half, 2}), ErrorCode::unavailable);
      EXPECT_FALSE(result.has_value()) << "an acknowledgement after a failed sync";
    }
    // After a success the replaced object may be what could not be removed.
    if (!fault.for_ever && !result) {
      EXPECT_EQ(store.count_files("tmp"), 0U) << "something partial was kept";
    }
    store.bed().reopen();
    EXPECT_EQ(store.count_files("tmp"), 0U);
    EXPECT_OK(store.objects().check_writable());
    operation.check(store, result.has_value(), fault);
    return true;
  }
};

TEST_P(FaultSweep, EveryCallFailedOnceAndForEverLeavesAllWhole) {
  for (const int error : {EIO, ENOSPC}) {
    for (const bool for_ever : {false, true}) {
      int nth = 1;
      for (; nth < 200; ++nth) {
        SCOPED_TRACE(testing::Message() << "call " << nth << ", errno " << error
                                        << (for_ever ? " for ever" : " once"));
        if (!run({nth, error, for_ever})) break;
      }
      EXPECT_GT(nth, 2);
      EXPECT_LT(nth, 200);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultSweep, testing::ValuesIn(kOperations),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace audmg::storage::filesystem
