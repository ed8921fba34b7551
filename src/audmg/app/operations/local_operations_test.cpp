// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/local_operations.hpp"

#include "audmg/app/composition/embedded_composition.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace audmg::app
