// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/collection_repository_contract.hpp"
#include "contract/file_change_repository_contract.hpp"
#include "contract/trash_repository_contract.hpp"
#include "contract/usage_repository_contract.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace audmg::database {
namespace {

using Harnesses = testing::Types<dynamodb::DynamoHarness>;
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, FileChangeRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, TrashRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, CollectionRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, UsageRepositoryContract, Harnesses);

/// Does something once, before the first BatchGetItem.
class InterruptedTransport final : public aws::HttpTransport {
 public:
  explicit InterruptedTransport(std::function<void()> action) : action_(std::move(action)) {}

  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    const bool reads_many = std::ranges::any_of(
        request.fields, [](const std::string& field) { return field.ends_with(".BatchGetItem"); });
    if (reads_many && action_) std::exchange(action_, nullptr)();
    return AwsPartner::get().transport().send(request);
  }

 private:
  std::function<void()> action_;
};

TEST(DynamoTrash, APageIsFullAlthoughFilesLeaveBetweenItsTwoReads) {
  dynamodb::DynamoHarness harness;
  const User ada = make_user("ada");
  ASSERT_TRUE(harness.users().create_user(ada));
  std::vector<FileId> ids;
  const auto set_trashed = [&](const FileId& id, std::optional<TimePoint> time) {
    const auto changed = harness.changes().change_files(
        {.owner = ada.id,
         .files = {id},
         .change = [time](File& file) -> Result<bool> {
           file.trashed_at = time;
           return true;
         },
         .announce = [](std::span<const File>) { return Outbox{}; }});
    EXPECT_TRUE(changed && changed->at(0).file);
  };
  for (int i = 0; i < 6; ++i) {
    const File file = make_file(ada.id);
    ASSERT_TRUE(harness.files().add_file({.file = file, .upload = std::nullopt}));
    ids.push_back(file.id);
    set_trashed(file.id, minutes_after_noon(i));
  }
  const auto ids_of = [](const Result<std::vector<File>>& files) {
    FileIds found;
    if (files) std::ranges::transform(*files, std::back_inserter(found), &File::id);
    return found;
  };
  InterruptedTransport newest([&] { set_trashed(ids[4], std::nullopt); });
  EXPECT_EQ(ids_of(harness.open(harness.options(), newest)
                       ->trash()
                       .list_trash({.owner = ada.id, .limit = 3})),
            (FileIds{ids[5], ids[3], ids[2]}));
  InterruptedTransport oldest([&] { set_trashed(ids[1], std::nullopt); });
  EXPECT_EQ(ids_of(harness.open(harness.options(), oldest)
                       ->trash()
                       .list_overdue_trash({.trashed_before = minutes_after_noon(60), .limit = 3})),
            (FileIds{ids[0], ids[2], ids[3]}));
}

}  // namespace
}  // namespace audmg::database
