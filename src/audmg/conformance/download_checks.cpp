// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/remote_file.hpp"
#include "audmg/conformance/checks.hpp"
#include "audmg/conformance/inspection.hpp"
#include "audmg/conformance/stored_zip.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::conformance {
namespace {

constexpr std::size_t kZipEndBytes = 22;

std::array<const Sample*, 3> chosen_samples(const Scene& scene) {
  return {&scene.picture, &scene.sound, &scene.large};
}

/// Makes the one download of the run: a drive keeps each for a day.
Result<Reply> download_of(Scene& scene) {
  if (scene.download) return *scene.download;
  json::Writer json;
  json.begin_object().key("fileIds").begin_array();
  for (const Sample* const sample : chosen_samples(scene)) {
    AUDMG_CHECK(need_upload(*sample));
    json.value(sample->file_id);
  }
  json.end_array().end_object();
  AUDMG_TRY(scene.download, scene.api.send({.method = "POST",
                                            .target = "/downloads",
                                            .token = scene.owner.token,
                                            .body = std::move(json).take()}));
  return *scene.download;
}

std::size_t size_of(const Reply& download) {
  const json::Value* const size = download.json.find("size");
  return size == nullptr ? 0 : size->as_unsigned().value_or(0);
}

/// Returns the difference between an archive and the samples; "" when there is none.
std::string difference_of(std::string_view archive, const Scene& scene) {
  const auto files = read_stored_zip(archive);
  if (!files) return "the zip is damaged: " + files.error().message;
  const auto samples = chosen_samples(scene);
  if (files->size() != samples.size()) return fmt::format("it has {} files", files->size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if ((*files)[i].name != samples.at(i)->name) return "it has another file";
    if ((*files)[i].bytes != samples.at(i)->bytes) return "the bytes of a file are others";
  }
  return {};
}

struct ListedFile {
  std::string name;
  std::string url;
  std::optional<std::uint64_t> crc32;
};

std::vector<ListedFile> listed_files(const Reply& reply) {
  std::vector<ListedFile> files;
  for (const json::Value& file : reply.items("files")) {
    const json::Value* const crc = file.find("crc32");
    files.push_back({.name = client::text_member(file, "name"),
                     .url = client::text_member(file, "fileUrl"),
                     .crc32 = crc == nullptr ? std::nullopt : crc->as_unsigned()});
  }
  return files;
}

Result<Finding> create_a_download(Scene& scene) {
  AUDMG_TRY(const Reply reply, download_of(scene));
  return Inspection(reply)
      .status(201)
      .has("downloadId")
      .has("expiresAt")
      .that(size_of(reply) > kZipEndBytes, "size is missing")
      .finding();
}

Result<Reply> list_download(Scene& scene) {
  AUDMG_TRY(const Reply download, download_of(scene));
  if (download.status() != 201) return fail(ErrorCode::conflict, "there is no download");
  return scene.api.send({.target = "/downloads/" + download.text("downloadId") + "/files",
                         .token = scene.owner.token});
}

Result<Finding> list_the_files(Scene& scene) {
  AUDMG_TRY(const Reply reply, list_download(scene));
  const auto samples = chosen_samples(scene);
  const auto files = listed_files(reply);
  Inspection inspection(reply);
  inspection.status(200).that(files.size() == samples.size(), "the files are others");
  for (std::size_t i = 0; i < files.size() && i < samples.size(); ++i) {
    inspection.that(files[i].name == samples.at(i)->name, "a name is another")
        .that(files[i].crc32 == deflate::crc32(samples.at(i)->bytes), "a CRC-32 is another");
  }
  return inspection.finding();
}

/// On AWS there is no archive: a client makes it from the files.
Result<Finding> fetch_the_files(Scene& scene) {
  AUDMG_TRY(const Reply list, list_download(scene));
  const auto samples = chosen_samples(scene);
  const auto files = listed_files(list);
  if (files.size() != samples.size()) {
    return Inspection(list).status(200).that(false, "the files are others").finding();
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    AUDMG_TRY(const Reply reply, scene.api.send({.target = files[i].url}));
    const Finding finding = Inspection(reply)
                                .status(200)
                                .that(reply.body() == samples.at(i)->bytes, "the bytes are others")
                                .finding();
    if (finding.outcome != Outcome::held) return finding;
  }
  return Finding{.came = fmt::format("no url, {} files for a zip", files.size())};
}

Result<Finding> fetch_the_whole(Scene& scene) {
  AUDMG_TRY(const Reply download, download_of(scene));
  const std::string url = download.text("url");
  if (url.empty()) return fetch_the_files(scene);
  AUDMG_TRY(const Reply reply, scene.api.send({.target = url}));
  const std::string difference = difference_of(reply.body(), scene);
  return Inspection(reply)
      .status(200)
      .field("content-type", "application/zip")
      .that(reply.body().size() == size_of(download), "size is another")
      .that(difference.empty(), difference)
      .finding();
}

Result<Finding> fetch_the_end(Scene& scene) {
  AUDMG_TRY(const Reply download, download_of(scene));
  std::string url = download.text("url");
  std::string right;
  if (url.empty()) {
    AUDMG_TRY(const Reply list, list_download(scene));
    const auto files = listed_files(list);
    if (files.empty()) return Inspection(list).that(false, "there are no files").finding();
    url = files.front().url;
    right = scene.picture.bytes;
  } else {
    AUDMG_TRY(const Reply whole, scene.api.send({.target = url}));
    right = whole.body();
  }
  if (right.size() < kZipEndBytes) return fail(ErrorCode::conflict, "there is no whole zip");
  AUDMG_TRY(const Reply reply, scene.api.send({.target = url, .fields = {"Range: bytes=-22"}}));
  return Inspection(reply)
      .status(206)
      .that(reply.body() == right.substr(right.size() - kZipEndBytes), "the bytes are others")
      .finding();
}

constexpr std::array kDownloadChecks{
    Check{"POST /downloads freezes three files",
          "201 {downloadId, size, expiresAt, url if at home}", create_a_download},
    Check{"GET /downloads/{id}/files lists them", "200 with names, CRC-32 and links",
          list_the_files},
    Check{"the whole zip", "200 with the three files as they are; without a url, each by its link",
          fetch_the_whole},
    Check{"a Range of the zip, its last 22 bytes",
          "206 with exactly these bytes; without a url, of the first file", fetch_the_end},
};

}  // namespace

std::span<const Check> download_checks() noexcept { return kDownloadChecks; }

}  // namespace audmg::conformance
