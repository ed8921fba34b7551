// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/collection.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"
#include "audmg/http/response.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstddef>
#include <set>
#include <string_view>

namespace audmg::functions {

/// Finds the caller's collection by the text of its id. Problems: 404, also for another user's.
/// Errors: those of the repository.
[[nodiscard]] Outcome<database::Collection> find_own_collection(const http::Principal& caller,
                                                                std::string_view id,
                                                                const RecordServices& services);

/// Writes collections of one owner as clients see them: with the number of their files that are not
/// in the trash. The cover is the chosen one if it is among these, or else the first of them.
class CollectionWriter {
 public:
  /// Reads which members are in the owner's trash. Errors: those of the repositories.
  [[nodiscard]] static Result<CollectionWriter> make(const UserId& owner,
                                                     const RecordServices& services);

  /// Errors: those of the repositories, and then nothing is written; not_found when the collection
  /// is gone.
  [[nodiscard]] Result<void> write(json::Writer& json,
                                   const database::Collection& collection) const;

 private:
  struct Contents {
    std::size_t count = 0;
    FileId cover{};
  };

  explicit CollectionWriter(const RecordServices& services) : services_(services) {}
  [[nodiscard]] Result<Contents> look_into(const database::Collection& collection) const;

  const RecordServices services_;
  /// Files in the trash that are in a collection.
  std::set<FileId> trashed_;
};

/// Returns the answer that is one collection, with its revision as ETag. Problems: 404 when it is
/// gone. Errors: those of the repositories.
[[nodiscard]] Outcome<http::Response> collection_answer(int status,
                                                        const database::Collection& collection,
                                                        const RecordServices& services);

}  // namespace audmg::functions
