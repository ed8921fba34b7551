// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/multipart_uploads_contract.hpp"
#include "contract/object_store_contract.hpp"
#include "testbeds/s3_testbed.hpp"

namespace audmg::storage {
namespace {

const StoreTestbedParam kTestbeds[] = {
    {"S3", [] { return std::make_unique<s3::S3Testbed>(); }, s3::s3_deviations()},
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Stores, ObjectStoreContract, testing::ValuesIn(kTestbeds), name_of);
INSTANTIATE_TEST_SUITE_P(Stores, MultipartUploadsContract, testing::ValuesIn(kTestbeds), name_of);

}  // namespace audmg::storage
