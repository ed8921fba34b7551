// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/app_address.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

class HealthTest : public functions::DriveTest {};

TEST_F(HealthTest, SaysHowItIs) {
  EXPECT_EQ(call(Call{.function = "livez"}).text("status"), "ok");
  EXPECT_EQ(call(Call{.function = "readyz"}).text("status"), "ok");
  drive.failures.fail_always(ErrorCode::unavailable);
  EXPECT_EQ(call(Call{.function = "readyz"}).verdict(), "503 not_ready");
  EXPECT_EQ(call(Call{.function = "livez"}).status, 200) << "alive all the same";
  drive.failures.stop_failing();
  drive.services.readiness.draining = true;
  EXPECT_EQ(call(Call{.function = "readyz"}).verdict(), "503 not_ready");
  EXPECT_EQ(call(Call{.function = "livez"}).status, 200);
}

TEST_F(HealthTest, SaysWhyUploadsCannotBeTaken) {
  drive.failures.fail_always(ErrorCode::out_of_space);
  EXPECT_EQ(call(Call{.function = "readyz"}).text("message"),
            "Uploads cannot be taken: the disk is full.");
  drive.failures.stop_failing();
  drive.services.readiness.database_takes_writes = [] { return false; };
  EXPECT_EQ(call(Call{.function = "readyz"}).verdict(), "503 not_ready");
}

TEST_F(HealthTest, ServesTheOpenApiDocument) {
  const Answer answer = call(Call{.function = "openapi"});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("openapi"), "3.1.0");
  EXPECT_NE(answer.body.find("paths")->find("/signup"), nullptr);
}

TEST_F(HealthTest, NamesTheContactsForWeaknesses) {
  EXPECT_EQ(call(Call{.function = "security_txt"}).verdict(), "404 not_found") << "nobody is named";
  drive.policies.security_contacts = {"mailto:security@example.org", "https://example.org/report"};
  auto file = security_txt({}, drive.services);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->headers.find("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(file->body,
            "Contact: mailto:security@example.org\n"
            "Contact: https://example.org/report\n"
            "Expires: 2026-02-20T12:00:00.000Z\n");
  drive.clock.advance(std::chrono::days(1));
  drive.services.app_address.set("https://drive.example.org");
  file = security_txt({}, drive.services);
  ASSERT_TRUE(file);
  EXPECT_TRUE(
      file->body.ends_with("Expires: 2026-02-21T12:00:00.000Z\n"
                           "Canonical: https://drive.example.org/.well-known/security.txt\n"))
      << file->body;
  for (const auto* elsewhere : {"http://drive.example.org", "https://example.org/drive"}) {
    drive.services.app_address.set(elsewhere);
    EXPECT_FALSE(security_txt({}, drive.services)->body.contains("Canonical")) << elsewhere;
  }
}

TEST_F(HealthTest, LeadsToThePageWhereThePasswordIsChanged) {
  EXPECT_EQ(call(Call{.function = "change_password_page"}).verdict(), "404 not_found");
  drive.services.app_address.set("https://drive.example.org");
  const Answer answer = call(Call{.function = "change_password_page"});
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.headers.find("Location"), "https://drive.example.org/settings#password");
}

}  // namespace
}  // namespace audmg::functions
