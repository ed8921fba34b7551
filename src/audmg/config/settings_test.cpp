// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/settings.hpp"

#include "audmg/config/setting_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace audmg::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";

std::string refusal(const SettingSources& sources) {
  try {
    (void)load_settings(sources);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "accepted";
}

EffectiveSetting effective(const Settings& settings, std::string_view name) {
  const auto it = std::ranges::find(settings.effective, name, &EffectiveSetting::name);
  return it == settings.effective.end() ? EffectiveSetting{} : *it;
}

TEST(Settings, DefaultsAreThoseOfTheContract) {
  const Settings settings = load_settings({});
  EXPECT_EQ(settings.data_dir, "./data");
  EXPECT_EQ(settings.listen, (Endpoint{"127.0.0.1", 8420}));
  EXPECT_EQ(settings.metrics_listen, (Endpoint{"127.0.0.1", 8421}));
  EXPECT_EQ(settings.worker_listen.address, "") << "off";
  EXPECT_EQ(settings.public_url, "");
  EXPECT_TRUE(settings.rate_limits);
  EXPECT_EQ(settings.signup, "on");
  EXPECT_EQ(settings.password_length, 10U);
  EXPECT_EQ(settings.password_length_with_factor, 8U);
  EXPECT_EQ(settings.password_memory, 19U * 1024 * 1024);
  EXPECT_EQ(settings.password_passes, 2U);
  EXPECT_EQ(settings.session_max, std::chrono::days(180));
  EXPECT_EQ(settings.max_upload_size, 2'000'000'000U);
  EXPECT_EQ(settings.max_file_size, 50'000'000'000U);
  EXPECT_EQ(settings.min_free_space, 1'000'000'000U);
  EXPECT_EQ(settings.url_lifetime, std::chrono::hours(1));
  EXPECT_EQ(settings.upload_lifetime, std::chrono::hours(24));
  EXPECT_EQ(settings.session_lifetime, std::chrono::days(30));
  EXPECT_EQ(settings.access_token_lifetime, std::chrono::minutes(15));
  EXPECT_EQ(settings.drain_timeout, std::chrono::seconds(30));
  EXPECT_EQ(settings.event_loops, 0U);
  EXPECT_EQ(settings.max_connections, 20'000U);
  EXPECT_EQ(settings.max_connections_per_address, 1000U);
  EXPECT_EQ(settings.log_level, "info");
  EXPECT_TRUE(settings.trusted_proxies.empty());
  EXPECT_TRUE(settings.warnings.empty());
  EXPECT_EQ(settings.effective.size(), setting_table().size());
}

TEST(Settings, FlagsOverEnvironmentOverEnvFileOverDefaults) {
  SettingSources sources;
  const auto origin = [&] {
    const EffectiveSetting it = effective(load_settings(sources), "AUDMG_DATA_DIR");
    return it.value + " " + std::string(to_string(it.source)) + " " + it.origin;
  };
  EXPECT_EQ(origin(), "./data default ");
  sources.env_file_text = "AUDMG_DATA_DIR=file";
  EXPECT_EQ(origin(), "file .env file AUDMG_DATA_DIR");
  sources.environment["AUDMG_DATA_DIR"] = "";
  EXPECT_EQ(origin(), "file .env file AUDMG_DATA_DIR");
  sources.environment["AUDMG_DATA_DIR"] = "environment";
  EXPECT_EQ(origin(), "environment environment AUDMG_DATA_DIR");
  sources.flags["AUDMG_DATA_DIR"] = "flag";
  EXPECT_EQ(origin(), "flag flag --data-dir");
}

TEST(Settings, RefusalNamesSettingValueSourceAndRemedy) {
  EXPECT_EQ(refusal({.environment = {{"AUDMG_MAX_UPLOAD_SIZE", "10 apples"}}}),
            "AUDMG_MAX_UPLOAD_SIZE is \"10 apples\" (environment AUDMG_MAX_UPLOAD_SIZE): write a "
            "size as 10MB, 10MiB or plain bytes.");
  EXPECT_EQ(refusal({.flags = {{"AUDMG_URL_LIFETIME", "8d"}}}),
            "AUDMG_URL_LIFETIME is \"8d\" (flag --url-lifetime): the most is 7d.");
  EXPECT_EQ(refusal({.env_file_text = "AUDMG_LOG_LEVEL=loud"}),
            "AUDMG_LOG_LEVEL is \"loud\" (.env file AUDMG_LOG_LEVEL): write one of debug, info, "
            "warning, error, off.");
}

TEST(Settings, EachTypeIsCheckedAndBounded) {
  for (const auto& [name, value] : {std::pair{"AUDMG_LISTEN", ":8420"},
                                    {"AUDMG_RATE_LIMITS", "perhaps"},
                                    {"AUDMG_MAX_FILE_SIZE", "0"},
                                    {"AUDMG_MAX_FILE_SIZE", "60TB"},
                                    {"AUDMG_ACCESS_TOKEN_LIFETIME", "15"},
                                    {"AUDMG_ACCESS_TOKEN_LIFETIME", "0"},
                                    {"AUDMG_PASSWORD_MEMORY", "2GiB"},
                                    {"AUDMG_PASSWORD_PASSES", "0"},
                                    {"AUDMG_PASSWORD_PASSES", "65"},
                                    {"AUDMG_EVENT_LOOPS", "257"},
                                    {"AUDMG_MAX_CONNECTIONS", "auto"},
                                    {"AUDMG_TRUSTED_PROXIES", "10.0.0.1, nonsense"},
                                    {"AUDMG_PUBLIC_URL", "drive.example.org"},
                                    {"AUDMG_PUBLIC_URL", "https:///x"},
                                    {"AUDMG_PUBLIC_URL", "https://a b"},
                                    {"AUDMG_PUBLIC_URL", "https://a/?b"},
                                    {"AUDMG_TLS_KEY", "key.pem"},
                                    {"AUDMG_WEBHOOK_URL", "https://example.org/"},
                                    {"AUDMG_WEBHOOK_SECRET", "too short"},
                                    {"AUDMG_WEBHOOK_ALLOW_PRIVATE", "sometimes"},
                                    {"AUDMG_SMTP_USER", "drive"},
                                    {"AUDMG_SMTP_PASSWORD", "a password"},
                                    {"AUDMG_NOTIFY_EMAIL", "ops@example.org"}}) {
    EXPECT_THAT(refusal({.environment = {{name, value}}}), HasSubstr(name)) << value;
    EXPECT_NE(refusal({.environment = {{name, value}}}), "accepted") << value;
  }
  EXPECT_THAT(refusal({.flags = {{"AUDMG_DATA_DIR", ""}}}), HasSubstr("it is empty"));
}

TEST(Settings, APasswordCostsAtLeastWhatOwaspWants) {
  const auto outcome = [](const char* memory, const char* passes) {
    return refusal(
        {.environment = {{"AUDMG_PASSWORD_MEMORY", memory}, {"AUDMG_PASSWORD_PASSES", passes}}});
  };
  for (const auto& [memory, passes] : {std::pair{"46MiB", "1"},
                                       {"19MiB", "2"},
                                       {"12MiB", "3"},
                                       {"9MiB", "4"},
                                       {"7MiB", "5"},
                                       {"7MiB", "9"},
                                       {"1GiB", "64"}}) {
    EXPECT_EQ(outcome(memory, passes), "accepted") << memory << passes;
  }
  for (const auto& [memory, passes] :
       {std::pair{"45MiB", "1"}, {"18MiB", "2"}, {"11MiB", "3"}, {"8MiB", "4"}, {"6MiB", "5"}}) {
    EXPECT_THAT(outcome(memory, passes), HasSubstr("AUDMG_PASSWORD_MEMORY is")) << memory << passes;
  }
  EXPECT_THAT(outcome("19MiB", "1"), HasSubstr("OWASP's minimum is 46MiB"));
}

TEST(Settings, ReadsListsAndUrls) {
  const Settings settings =
      load_settings({.environment = {{"AUDMG_TRUSTED_PROXIES", " 10.0.0.0/8, ::1 ,"},
                                     {"AUDMG_PUBLIC_URL", "https://drive.example.org/files//"},
                                     {"AUDMG_EVENT_LOOPS", "auto"}}});
  EXPECT_THAT(settings.trusted_proxies, ElementsAre("10.0.0.0/8", "::1"));
  EXPECT_EQ(settings.public_url, "https://drive.example.org/files");
}

TEST(Settings, WritesThePublicUrlAsBrowsersWriteItsOrigin) {
  for (const auto& [written, expected] :
       {std::pair{"HTTPS://Drive.Example.ORG:443/", "https://drive.example.org"},
        {"https://Drive.Example.org:8443/Files", "https://drive.example.org:8443/Files"},
        {"http://drive.example.org:080", "http://drive.example.org"},
        {"https://drive.example.org:80", "https://drive.example.org:80"}}) {
    EXPECT_EQ(load_settings({.environment = {{"AUDMG_PUBLIC_URL", written}}}).public_url, expected);
  }
  for (const auto* bad : {"https://ada:secret@drive.example.org", "https://drive.example.org:65536",
                          "https://drive.example.org\\files", "ftp://drive.example.org"}) {
    EXPECT_THAT(refusal({.environment = {{"AUDMG_PUBLIC_URL", bad}}}),
                HasSubstr("AUDMG_PUBLIC_URL"))
        << bad;
  }
}

TEST(Settings, ReadsOriginsAsBrowsersSendThem) {
  const char* const good = "HTTPS://App.example.org:443, http://127.0.0.1:5173";
  EXPECT_THAT(load_settings({.environment = {{"AUDMG_CORS_ORIGINS", good}}}).cors_origins,
              ElementsAre("https://app.example.org", "http://127.0.0.1:5173"));
  for (const auto* bad : {"*", "app.example.org", "https://", "https://app.example.org/",
                          "https://*.example.org", "ftp://app.example.org"}) {
    EXPECT_THAT(refusal({.environment = {{"AUDMG_CORS_ORIGINS", bad}}}),
                HasSubstr("AUDMG_CORS_ORIGINS"))
        << bad;
  }
}

TEST(Settings, ReadsSecurityContactsAsUris) {
  const char* const good = "security@example.org, https://example.org/report, tel:+49-30-123";
  EXPECT_THAT(
      load_settings({.environment = {{"AUDMG_SECURITY_CONTACT", good}}}).security_contacts,
      ElementsAre("mailto:security@example.org", "https://example.org/report", "tel:+49-30-123"));
  EXPECT_TRUE(load_settings({}).security_contacts.empty());
  for (const auto* bad : {"example.org", "http://example.org/report", "https://",
                          "mailto:", "Ada <ada@example.org>", "javascript:alert(1)@x"}) {
    EXPECT_THAT(refusal({.environment = {{"AUDMG_SECURITY_CONTACT", bad}}}),
                HasSubstr("AUDMG_SECURITY_CONTACT"))
        << bad;
  }
}

TEST(Settings, NotificationsAreOffUnlessAllOfTheirSettingsAreThere) {
  const Settings off = load_settings({});
  EXPECT_EQ(off.webhook_url + off.notify_email + off.smtp_url, "");
  EXPECT_FALSE(off.webhook_allow_private);
  EXPECT_THAT(off.notify_email_events, ElementsAre("file.failed", "alarm.*"));
  EXPECT_EQ(refusal({.environment = {{"AUDMG_NOTIFY_EMAIL", "ops@example.org"},
                                     {"AUDMG_SMTP_URL", "smtps://mail.example.org"}}}),
            "AUDMG_NOTIFY_EMAIL is set without AUDMG_MAIL_FROM: mails need a sender.");
  const Settings on =
      load_settings({.environment = {{"AUDMG_WEBHOOK_URL", "https://example.org/hook"},
                                     {"AUDMG_WEBHOOK_SECRET", std::string(kSecret)},
                                     {"AUDMG_WEBHOOK_ALLOW_PRIVATE", "on"},
                                     {"AUDMG_SMTP_URL", "smtps://mail.example.org"},
                                     {"AUDMG_SMTP_USER", "drive"},
                                     {"AUDMG_SMTP_PASSWORD", "a password"},
                                     {"AUDMG_MAIL_FROM", "drive@example.org"},
                                     {"AUDMG_NOTIFY_EMAIL", "ops@example.org"},
                                     {"AUDMG_NOTIFY_EMAIL_EVENTS", "file.*, alarm.*"}}});
  EXPECT_TRUE(on.webhook_allow_private);
  EXPECT_EQ(on.smtp_password, "a password");
  EXPECT_EQ(effective(on, "AUDMG_WEBHOOK_SECRET").value, "(set)");
  EXPECT_EQ(effective(on, "AUDMG_SMTP_PASSWORD").value, "(set)");
  EXPECT_THAT(on.notify_email_events, ElementsAre("file.*", "alarm.*"));
}

TEST(Settings, SecretsComeFromFilesAndAreNeverShown) {
  SettingSources sources;
  sources.read_file = [](const std::string& path) -> Result<std::string> {
    if (path == "/good") return std::string(kSecret) + "\r\n";
    if (path == "/short") return "letmein";
    if (path == "/empty") return "\n";
    return fail(ErrorCode::not_found, "the file cannot be opened");
  };
  sources.environment["JWT_SECRET"] = "from the environment, 32 characters";
  sources.flags["JWT_SECRET_FILE"] = "/good";
  const Settings settings = load_settings(sources);
  EXPECT_EQ(settings.jwt_secret, kSecret);
  EXPECT_EQ(effective(settings, "JWT_SECRET").value, "(set)");
  EXPECT_EQ(effective(settings, "JWT_SECRET").origin, "--jwt-secret-file");
  EXPECT_EQ(effective(settings, "AUDMG_URL_SECRET").value, "");

  sources.flags["JWT_SECRET_FILE"] = "/short";
  EXPECT_THAT(refusal(sources), HasSubstr("at least 32"));
  EXPECT_THAT(refusal(sources), Not(HasSubstr("letmein")));
  sources.flags["JWT_SECRET_FILE"] = "/empty";
  EXPECT_THAT(refusal(sources), HasSubstr("is empty"));
  sources.flags["JWT_SECRET_FILE"] = "/absent";
  EXPECT_THAT(refusal(sources), HasSubstr("/absent"));
  sources.flags.clear();
  sources.environment["JWT_SECRET_FILE"] = "/good";
  EXPECT_THAT(refusal(sources), HasSubstr("both set"));
}

TEST(Settings, UnknownVariableIsAWarningWithTheNearestName) {
  const Settings settings =
      load_settings({.environment = {{"AUDMG_DATADIR", "x"}, {"PATH", "/bin"}},
                     .env_file_text = "AUDMG_SOMETHING_ELSE_ENTIRELY=1"});
  EXPECT_THAT(settings.warnings,
              ElementsAre("No setting is called \"AUDMG_DATADIR\" (environment); did you mean "
                          "AUDMG_DATA_DIR?",
                          "No setting is called \"AUDMG_SOMETHING_ELSE_ENTIRELY\" (.env file)."));
}

TEST(Settings, MessagesCarryNoControlCharacters) {
  const std::string message = refusal({.environment = {{"AUDMG_LISTEN",
                                                        "\x1b[31m"
                                                        "red\n"}}});
  EXPECT_EQ(message.find('\x1b'), std::string::npos);
  EXPECT_EQ(message.find('\n'), std::string::npos);
}

TEST(Settings, PublicUrlOfAnAnyAddressIsLoopback) {
  EXPECT_EQ(default_public_url({"127.0.0.1", 8420}, false), "http://localhost:8420");
  EXPECT_EQ(default_public_url({"0.0.0.0", 80}, true), "https://localhost:80");
  EXPECT_EQ(default_public_url({"::", 80}, false), "http://localhost");
  EXPECT_EQ(default_public_url({"192.0.2.7", 443}, true), "https://192.0.2.7");
  EXPECT_EQ(default_public_url({"2001:db8::7", 8420}, false), "http://[2001:db8::7]:8420");
}

TEST(SmallFile, AbsentAndFolderAreErrors) {
  EXPECT_FALSE(read_small_file("/nonexistent/file").has_value());
  EXPECT_FALSE(read_small_file("/").has_value());
}

}  // namespace
}  // namespace audmg::config
