// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/listing.hpp"
#include "audmg/client/remote_file.hpp"
#include "audmg/conformance/ask_until.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/file_lists.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/conformance/multipart_form.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace audmg::conformance {
namespace {

Result<Finding> upload_library(Scene& scene) {
  AUDMG_CHECK(need_log_in(scene.owner));
  Finding last;
  for (Sample& sample : scene.library) {
    AUDMG_TRY(const Reply reply,
              scene.api.send(upload_call(scene.owner.token, "file", sample.name, sample.bytes)));
    last = Inspection(reply).status(201).finding();
    if (last.outcome != Outcome::held) return last;
    const json::Value* const file = reply.json.find("file");
    if (file != nullptr) sample.file_id = client::text_member(*file, "fileId");
    sample.url = reply.text("fileUrl");
  }
  return last;
}

/// A search, and which files of the library a person would call right; "" for none.
struct Judgement {
  std::string_view words;
  std::array<std::string_view, 2> names{};
};

std::vector<std::string> right_names(const Judgement& judgement) {
  std::vector<std::string> names;
  for (const std::string_view name : judgement.names) {
    if (!name.empty()) names.emplace_back(name);
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> found_names(const Reply& reply) {
  std::vector<std::string> names = texts_of(reply, "fileName");
  std::ranges::sort(names);
  return names;
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "nothing" : text;
}

Result<Reply> search(Scene& scene, const Judgement& judgement) {
  AUDMG_CHECK(need_upload(scene.library.back()));
  const Call call{.target = client::target_with("/retrieve", {{"q", std::string(judgement.words)}}),
                  .token = scene.owner.token};
  return ask_until(scene.api, call, kListingTime, [&](const Reply& reply) {
    return reply.status() != 200 || found_names(reply) == right_names(judgement);
  });
}

Finding judge_reply(const Reply& reply, const Judgement& judgement) {
  const auto found = found_names(reply);
  const std::string came = "found is " + joined_names(found);
  Finding finding =
      Inspection(reply).status(200).that(found == right_names(judgement), came).finding();
  if (finding.outcome == Outcome::held) finding.came = "200, " + came;
  return finding;
}

template <const Judgement& judgement>
Result<Finding> judge(Scene& scene) {
  AUDMG_TRY(const Reply reply, search(scene, judgement));
  return judge_reply(reply, judgement);
}

constexpr Judgement kAnyCase{"beach", {"Beach Sunset.png", "beach ball.png"}};
constexpr Judgement kAnyOrder{"sunset beach", {"Beach Sunset.png"}};
constexpr Judgement kInside{"unse", {"Beach Sunset.png"}};
constexpr Judgement kAccents{"zurich", {"Zürich by night.png"}};
constexpr Judgement kWithout{"beach -ball", {"Beach Sunset.png"}};
constexpr Judgement kPhrase{"\"beach ball\"", {"beach ball.png"}};
constexpr Judgement kNothing{"nothing like that", {}};
constexpr Judgement kTypo{"montains", {"Mountains.png"}};
constexpr Judgement kField{"keyword:holiday", {"beach ball.png"}};
constexpr Judgement kMonth{"july 2019", {"beach ball.png"}};

Result<Finding> correct_a_typo(Scene& scene) {
  AUDMG_TRY(const Reply reply, search(scene, kTypo));
  const Finding found = judge_reply(reply, kTypo);
  if (found.outcome != Outcome::held) return found;
  const json::Array corrections = reply.items("corrections");
  const bool says_so = corrections.size() == 1 &&
                       client::text_member(corrections[0], "typed") == "montains" &&
                       client::text_member(corrections[0], "used") == "mountains";
  return Inspection(reply).that(says_so, "corrections does not say so").finding();
}

Call change_call(const Scene& scene, std::string body, std::vector<std::string> fields = {}) {
  return {.method = "PATCH",
          .target = "/files/" + scene.library[1].file_id,
          .token = scene.owner.token,
          .body = std::move(body),
          .fields = std::move(fields)};
}

Result<Finding> describe_a_file(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.library[1]));
  AUDMG_TRY(const Reply reply,
            scene.api.send(change_call(
                scene, R"({"title":"By the sea","keywords":["holiday"],"date":"2019-07-14"})")));
  return Inspection(reply)
      .status(200)
      .says("title", "By the sea")
      .says("date", "2019-07-14")
      .that(reply.items("keywords").size() == 1, "keywords is another")
      .finding();
}

Result<Finding> change_an_outdated_file(Scene& scene) {
  AUDMG_CHECK(need_upload(scene.library[1]));
  AUDMG_TRY(const Reply reply,
            scene.api.send(change_call(scene, R"({"rating":3})", {"If-Match: \"999999\""})));
  return Inspection(reply).problem(412, "revision_mismatch").finding();
}

constexpr std::array kSearchChecks{
    Check{"POST /upload takes four more images", "201 each", upload_library},
    Check{"q=beach", "Beach Sunset.png and beach ball.png, whatever the case", judge<kAnyCase>},
    Check{"q=sunset beach", "Beach Sunset.png: all words, in any order", judge<kAnyOrder>},
    Check{"q=unse", "Beach Sunset.png: inside a word", judge<kInside>},
    Check{"q=zurich", "Zürich by night.png, without the accent", judge<kAccents>},
    Check{"q=beach -ball", "Beach Sunset.png: not the word behind -", judge<kWithout>},
    Check{"q=\"beach ball\"", "beach ball.png: the words together", judge<kPhrase>},
    Check{"q=nothing like that", "nothing", judge<kNothing>},
    Check{"q=montains", "Mountains.png, and corrections says which word was used", correct_a_typo},
    Check{"PATCH /files/{id} describes a file", "200 with its new title, keywords and date",
          describe_a_file},
    Check{"q=keyword:holiday", "beach ball.png, by its new keyword", judge<kField>},
    Check{"q=july 2019", "beach ball.png, by its new date", judge<kMonth>},
    Check{"PATCH with an outdated If-Match is refused", "412 revision_mismatch, a problem document",
          change_an_outdated_file},
};

}  // namespace

std::span<const Check> search_checks() noexcept { return kSearchChecks; }

}  // namespace audmg::conformance
