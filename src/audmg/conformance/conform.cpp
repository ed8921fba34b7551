// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/conformance/conform.hpp"

#include "audmg/client/connection.hpp"
#include "audmg/conformance/admin.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/drive_api.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/conformance/people.hpp"
#include "audmg/conformance/runner.hpp"
#include "audmg/conformance/scene.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace audmg::conformance {
namespace {

constexpr std::size_t kRunNameBytes = 4;

bool is_true(const Reply& reply, std::string_view member) {
  const json::Value* const value = reply.json.find(member);
  return value != nullptr && value->as_bool() == true;
}

bool are_signup_rules(const Reply& reply) {
  return reply.status() == 200 && reply.json.find("open") != nullptr &&
         reply.json.find("firstAccount") != nullptr;
}

std::array<Group, 10> all_groups() {
  return {Group{"accounts", account_checks()},    Group{"uploads", upload_checks()},
          Group{"retrieval", retrieval_checks()}, Group{"refusals", refusal_checks()},
          Group{"ranges", range_checks()},        Group{"search", search_checks()},
          Group{"paging", paging_checks()},       Group{"trash", trash_checks()},
          Group{"downloads", download_checks()},  Group{"sessions", session_checks()}};
}

/// One run from the first question to the removal.
class Run {
 public:
  explicit Run(const Options& options)
      : options_(options),
        api_(options.url, options.ca_file, options.stop),
        scene_(make_scene(api_, options.run_name)) {}

  Report carry_out() {
    report_.started_at = SystemClock().now();
    const auto ready = prepare();
    if (ready) {
      run_checks(all_groups(), scene_, options_.stop, options_.observe, report_);
    } else {
      report_.obstacle = ready.error().message;
    }
    if (options_.stop.stop_requested()) report_.obstacle = "interrupted";
    // From here on nothing interrupts: what was made is removed.
    api_.obey({});
    remove_people();
    leave_admin();
    report_.url = api_.url();
    report_.ended_at = SystemClock().now();
    return std::move(report_);
  }

 private:
  Result<void> prepare() {
    AUDMG_TRY(const Reply rules, find_drive());
    if (is_true(rules, "firstAccount")) {
      return fail(ErrorCode::conflict,
                  "this drive has no account yet; sign up first, because the first account "
                  "becomes the admin's: open " +
                      api_.url());
    }
    if (is_true(rules, "open")) return {};
    if (options_.admin.empty()) {
      return fail(ErrorCode::conflict,
                  "sign-up is closed on this drive; name an admin, who invites the two users: "
                  "--admin NAME");
    }
    return invite_people();
  }

  /// The address of the app leads to the drive as well: its API is below /api.
  Result<Reply> find_drive() {
    AUDMG_TRY(const Reply rules, api_.send({.target = "/signup"}));
    if (are_signup_rules(rules)) return rules;
    const std::string given = api_.url();
    api_.move_to(given + "/api");
    auto below = api_.send({.target = "/signup"});
    if (are_signup_rules(below)) return below;
    api_.move_to(given);
    if (!rules) return rules;
    return fail(ErrorCode::unavailable,
                "this is not the URL of an Audmg Drive: GET /signup is " + summary_of(*rules));
  }

  Result<void> invite_people() {
    AUDMG_TRY(std::string password, options_.admin_password());
    const client::Credentials credentials{.url = api_.url(),
                                          .username = options_.admin,
                                          .password = password,
                                          .ca_file = options_.ca_file,
                                          .ask_code = options_.ask_code};
    auto admin = Admin::enter(credentials);
    wipe(password);
    if (!admin) {
      return fail(ErrorCode::unavailable, "the admin cannot log in: " + admin.error().message);
    }
    admin_ = *std::move(admin);
    AUDMG_CHECK(admin_->invite(api_, scene_.owner));
    AUDMG_CHECK(admin_->invite(api_, scene_.stranger));
    return {};
  }

  void remove_people() {
    if (!scene_.owner.may_exist && !scene_.stranger.may_exist) return;
    const bool first_is_gone = remove(scene_.owner, "first");
    const bool second_is_gone = remove(scene_.stranger, "second");
    if (!first_is_gone || !second_is_gone) return;
    report_.remains.emplace_back(
        "Both users are removed with all files. The audit log of the drive keeps their lines, as "
        "of every account.");
    if (scene_.download) {
      report_.remains.emplace_back(
          "The list of the download goes by itself within two days, as of every download.");
    }
  }

  /// Returns whether nothing of the person is left.
  bool remove(Person& person, std::string_view which) {
    if (!person.may_exist) return true;
    const auto removed = remove_person(api_, person);
    if (!removed) report_.remains.push_back("Attention: " + removed.error().message + ".");
    const bool files_stay = removed && !*removed;
    if (files_stay) {
      report_.remains.push_back("Attention: files of " + person.username +
                                " could not be deleted; the sweep removes them within days.");
    }
    // Whoever never logged in cannot be removed: the reason is that of the log-in.
    const auto failed = person.token.empty() ? Outcome::not_tried : Outcome::differs;
    add_entry(report_, options_.observe,
              {.group = "removal",
               .name = fmt::format("DELETE /account removes the {} user", which),
               .expected = "204, then 401 for a log-in",
               .finding = {.outcome = removed ? Outcome::held : failed,
                           .came = removed ? "204, then 401" : removed.error().message}});
    return removed && *removed;
  }

  void leave_admin() {
    if (!admin_) return;
    const auto left = admin_->leave(api_);
    if (!left) report_.remains.push_back("Attention: " + left.error().message + ".");
  }

  const Options& options_;
  DriveApi api_;
  Scene scene_;
  std::optional<Admin> admin_;
  Report report_;
};

}  // namespace

std::string make_run_name() {
  std::array<std::byte, kRunNameBytes> bytes{};
  openssl::fill_random(bytes);
  return "conform-" + to_hex(bytes);
}

Report conform(const Options& options) { return Run(options).carry_out(); }

}  // namespace audmg::conformance
