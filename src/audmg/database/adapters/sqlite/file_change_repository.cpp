// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file_change_repository.hpp"

#include "audmg/database/adapters/sqlite/file_changes.hpp"
#include "audmg/database/adapters/sqlite/file_rows.hpp"
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace audmg::database {
namespace {

class SqliteFileChangeRepository final : public FileChangeRepository {
 public:
  explicit SqliteFileChangeRepository(Connections connections) : connections_(connections) {}

  Result<std::vector<ChangedFile>> change_files(const ChangeFilesRequest& request) override {
    AUDMG_ASSERT(request.files.size() <= kMaxChangedFiles);
    std::vector<ChangedFile> outcomes;
    outcomes.reserve(request.files.size());
    std::span<const FileId> rest(request.files);
    while (!rest.empty()) {
      const auto chunk = rest.first(std::min(rest.size(), kMaxAnnouncedFiles));
      rest = rest.subspan(chunk.size());
      AUDMG_TRY(auto changed, connections_.writer.write([&](sqlite::Connection& connection) {
        return change_chunk(connection, request, chunk);
      }));
      std::ranges::move(changed, std::back_inserter(outcomes));
    }
    return outcomes;
  }

 private:
  /// Changes files together with the outbox that announces all of them.
  Result<std::vector<ChangedFile>> change_chunk(sqlite::Connection& connection,
                                                const ChangeFilesRequest& request,
                                                std::span<const FileId> ids) {
    std::vector<ChangedFile> outcomes;
    std::vector<File> changed;
    for (const FileId& id : ids) {
      AUDMG_TRY(auto file, find_file_row(connection, request.owner, id));
      if (!file) {
        outcomes.push_back({id, fail(ErrorCode::not_found, "no such file")});
        continue;
      }
      const File former = *file;
      const Result<bool> verdict = request.change(*file);
      if (!verdict) {
        outcomes.push_back({id, std::unexpected(verdict.error())});
        continue;
      }
      if (*verdict) {
        AUDMG_CHECK(write_change(connection, former, *file));
        changed.push_back(*file);
      }
      outcomes.push_back({id, *std::move(file)});
    }
    AUDMG_CHECK(announce_changes(connections_.writer, connection, request.owner, changed,
                                 request.announce));
    return outcomes;
  }

  Connections connections_;
};

}  // namespace

std::unique_ptr<FileChangeRepository> make_file_change_repository(Connections connections) {
  return std::make_unique<SqliteFileChangeRepository>(connections);
}

}  // namespace audmg::database
