// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/filesystem_testbed.hpp"
#include "contract/multipart_uploads_contract.hpp"
#include "contract/object_store_contract.hpp"

namespace audmg::storage {
namespace {

const StoreTestbedParam kTestbeds[] = {
    {"Filesystem", [] { return std::make_unique<filesystem::FilesystemTestbed>(); }},
    {"FilesystemBehindFailingDecorators",
     [] { return std::make_unique<filesystem::FailingTestbed>(); }},
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Stores, ObjectStoreContract, testing::ValuesIn(kTestbeds), name_of);
INSTANTIATE_TEST_SUITE_P(Stores, MultipartUploadsContract, testing::ValuesIn(kTestbeds), name_of);

}  // namespace audmg::storage
