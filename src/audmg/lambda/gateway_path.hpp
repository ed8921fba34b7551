// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::lambda {

/// Returns the part of a request's path that our routes know: without the stage and without the
/// base path of a custom domain, which API Gateway leaves in. `resource` is the template that the
/// gateway matched ("/files/{id}", "/{proxy+}"); the number of its segments, counted from the end,
/// determines which part is ours. `proxy` is the text matched by "{proxy+}", as it appeared in the
/// path; "" when there is none. Without a template ("" or "$default"), only a first segment equal
/// to the stage's name is removed. One trailing slash is also removed, because API Gateway matches
/// "/files/" with "/files". The result points into `path` or is "/".
[[nodiscard]] std::string_view strip_gateway_prefix(std::string_view path,
                                                    std::string_view resource,
                                                    std::string_view proxy,
                                                    std::string_view stage) noexcept;

}  // namespace audmg::lambda
