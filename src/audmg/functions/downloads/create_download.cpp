// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/core/deadline.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/archives/manifest.hpp"
#include "audmg/functions/downloads/chosen_files.hpp"
#include "audmg/functions/downloads/download_answer.hpp"
#include "audmg/functions/downloads/manifest_entries.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/idempotent_call.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace audmg::functions {
namespace {

http::Problem too_many_downloads(std::size_t limit, std::chrono::seconds wait) {
  return {.status = 429,
          .code = "too_many_downloads",
          .message = fmt::format("You have {} downloads already, and no more are kept at a time. "
                                 "Each is kept for 24 hours.",
                                 limit),
          .retry_after_seconds = static_cast<int>(wait.count())};
}

/// What was read so far is not read again.
http::Problem download_being_prepared() {
  return {.status = 503,
          .code = "download_being_prepared",
          .message =
              "Some of the files are older than the checksums that an archive needs, and are "
              "being read for them. Ask again: it goes on from here.",
          .retry_after_seconds = 1};
}

/// Adds files in their order. Those of a collection that are in the trash, or gone by now, are left
/// out.
Outcome<void> add_files(std::span<const FileId> ids, bool were_named, const UserId& owner,
                        ManifestEntries& entries, const DownloadServices& services) {
  AUDMG_TRY(auto found, services.files.find_files(owner, ids));
  std::erase_if(found, [](const database::File& file) { return file.trashed_at.has_value(); });
  if (were_named && found.size() < ids.size()) return refuse(not_found());
  std::unordered_map<std::string_view, const database::File*> by_id;
  for (const database::File& file : found) by_id.emplace(file.id.text(), &file);
  for (const FileId& id : ids) {
    const auto file = by_id.find(id.text());
    if (file == by_id.end()) continue;
    const auto added = entries.add(*file->second);
    if (!added && added.error().code == ErrorCode::deadline_exceeded) {
      return refuse(download_being_prepared());
    }
    AUDMG_CHECK(added);
  }
  return {};
}

Outcome<Manifest> freeze(const http::Principal& caller, const Choice& choice,
                         const DownloadServices& services) {
  constexpr std::size_t kFilesAtOnce = 100;
  AUDMG_TRY(const std::vector<FileId> ids, chosen_files(caller.user, choice, services));
  const Deadline reading(std::chrono::steady_clock::now() + services.policies.download_reading);
  ManifestEntries entries(choice.with_sidecars ? Sidecars::of_edits : Sidecars::none, reading,
                          services);
  for (std::size_t first = 0; first < ids.size(); first += kFilesAtOnce) {
    const auto some = std::span(ids).subspan(first, std::min(kFilesAtOnce, ids.size() - first));
    AUDMG_CHECK(add_files(some, !choice.files.empty(), caller.user, entries, services));
  }
  const TimePoint now = services.clock.now();
  Manifest manifest{.created_at = now,
                    .expires_at = now + kDownloadLifetime,
                    .entries = std::move(entries).take()};
  if (manifest.entries.empty()) {
    return refuse(invalid_field(choice.listing ? "query" : "collection", "too_short",
                                "There is no file in it."));
  }
  return manifest;
}

/// Manifests are kept for a day, and each may be large. Two requests at once may both be let in.
Outcome<void> check_open_downloads(const UserId& owner, const DownloadServices& services) {
  constexpr std::size_t kObjectsPerPage = 1000;
  const TimePoint now = services.clock.now();
  const std::string prefix = std::string(kDownloadsPrefix) + owner.text() + '/';
  std::size_t open = 0;
  std::chrono::milliseconds wait = kDownloadLifetime;
  std::string after;
  for (;;) {
    AUDMG_TRY(const auto page,
              services.objects.list_objects(
                  {.prefix = prefix, .start_after = after, .max_keys = kObjectsPerPage}));
    for (const storage::ObjectInfo& manifest : page) {
      const auto left = manifest.last_modified + kDownloadLifetime - now;
      if (left <= std::chrono::milliseconds(0)) continue;
      ++open;
      wait = std::min(wait, left);
    }
    if (page.size() < kObjectsPerPage) break;
    after = page.back().key;
  }
  if (open < services.policies.max_open_downloads) return {};
  return refuse(too_many_downloads(services.policies.max_open_downloads,
                                   std::chrono::ceil<std::chrono::seconds>(wait)));
}

std::string text_of(const Choice& choice) {
  std::string text = choice.collection ? choice.collection->text() : std::string();
  if (choice.listing) text = choice.listing->text();
  for (const FileId& id : choice.files) text.append(id.text()).append(" ");
  return text.append(choice.with_sidecars ? "+" : "");
}

}  // namespace

/// The manifest is an object of its own: nothing refers to it, and it is as durable as any other.
Response create_download(const http::Principal& caller, const http::Request& request,
                         const DownloadServices& services) {
  AUDMG_TRY(const Choice choice, read_choice(caller.user, request));
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(IdempotentCall call,
            IdempotentCall::begin(request, {"create_download", caller.user.text()},
                                  {text_of(choice)}, services));
  if (call.is_replay()) {
    const auto id = DownloadId::parse(call.resource_id());
    if (!id) return refuse(not_found());
    AUDMG_TRY(const auto archive, find_archive(caller.user, *id, services));
    AUDMG_TRY(http::Response response,
              download_answer({caller.user, *id, *archive}, binding, services));
    return call.mark(std::move(response));
  }
  AUDMG_CHECK(check_open_downloads(caller.user, services));
  AUDMG_TRY(Manifest manifest, freeze(caller, choice, services));
  const auto id = DownloadId::make(manifest.created_at);
  const std::string text = manifest_to_text(manifest);
  if (text.size() > kMaxManifestBytes) {
    return refuse(invalid_field("fileIds", "too_long", "The files' names are too long together."));
  }
  AUDMG_CHECK(storage::put_small_object(manifest_key(caller.user, id), text, services.objects));
  call.complete(201, id.text());
  const Archive archive = make_archive(std::move(manifest));
  AUDMG_TRY(http::Response response,
            download_answer({caller.user, id, archive}, binding, services));
  return response;
}

}  // namespace audmg::functions
