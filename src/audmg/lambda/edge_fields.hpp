// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::lambda {

/// The header fields by which the drive's own distribution says where a call comes from
/// (deploy/resources/app.yml, app_functions.yml): X-Audmg-Edge with its mark, X-Audmg-Client with
/// the client's address. Anybody may send them to the gateway's own address, so the second counts
/// only beside the mark, which clients never see.
class EdgeFields {
 public:
  /// Keeps the field if it is one of the two; no function sees these. Returns false for others.
  [[nodiscard]] bool take(std::string_view name, std::string_view value);

  /// Returns the client's address: the one that the distribution named if the call carries `mark`,
  /// otherwise `peer`, from where the gateway was called. An empty mark is never carried.
  [[nodiscard]] std::string_view client(std::string_view mark, std::string_view peer) const;

 private:
  /// CloudFront sends each field once. A call with several is somebody else's.
  struct Field {
    std::string value;
    std::size_t count = 0;
  };

  Field edge_;
  Field client_;
};

}  // namespace audmg::lambda
