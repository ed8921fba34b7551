// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/local_operations.hpp"

#include "audmg/app/composition/embedded_composition.hpp"
#include "audmg/app/composition/open_drive.hpp"
#include "audmg/app/operations/long_operations.hpp"
#include "audmg/database/drive_repository.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace audmg::app {
namespace {

TEST(LocalOperations, FillEveryRowOfTheTable) {
  const TemporaryFolder temporary;
  const Secrets secrets{std::string(32, 'j'), std::string(32, 'u')};
  const auto composition =
      make_embedded_composition({}, {temporary.path()}, secrets, LogTarget::nowhere);
  ASSERT_TRUE(composition) << composition.error().message;
  const LocalOperations local(**composition, {});
  std::set<std::string_view> names;
  for_each_operation(local.operations(), [&](const auto& operation) {
    EXPECT_TRUE(operation.run) << operation.name;
    EXPECT_TRUE(names.insert(operation.name).second) << operation.name;
  });
  EXPECT_TRUE(local.operations().user_disable("eve").error().code == ErrorCode::not_found);
  EXPECT_TRUE(local.operations().user_enable("eve").error().code == ErrorCode::not_found);
}

TEST(LocalOperations, OnlyARegularBackupIsNotedAsOne) {
  const TemporaryFolder temporary;
  const TemporaryFolder regular;
  const TemporaryFolder elsewhere;
  config::Settings settings;
  // Those that are set are not files that a backup takes along.
  settings.jwt_secret = std::string(32, 'j');
  settings.url_secret = std::string(32, 'u');
  const Secrets secrets{settings.jwt_secret, settings.url_secret};
  settings.backup_dir = regular.path().string() + "/";
  const auto composition =
      make_embedded_composition(settings, {temporary.path()}, secrets, LogTarget::nowhere);
  ASSERT_TRUE(composition) << composition.error().message;
  const functions::Services& services = (*composition)->services();
  ASSERT_TRUE(open_drive(services));
  const LocalOperations local(**composition, settings);
  const auto make_one = [&](const std::filesystem::path& directory) {
    const auto made = create_and_wait(local.operations(), {.directory = directory},
                                      [](const BackupStatus&) { return true; });
    ASSERT_TRUE(made) << made.error().message;
  };
  make_one(elsewhere.path());
  EXPECT_TRUE(services.drive.list_chore_runs().value().empty());
  make_one(regular.path());
  EXPECT_EQ(services.drive.list_chore_runs().value().size(), 1U);
}

}  // namespace
}  // namespace audmg::app
