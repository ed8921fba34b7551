// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <string_view>

namespace audmg::lambda {

/// The part of a request's path that our routes know: without the stage and without the base path
/// of a custom domain, which API Gateway leaves in. `resource` is the template that the gateway
/// matched ("/files/{id}", "/{proxy+}"), and decides: so many segments, counted from the end, are
/// ours. `proxy` is what "{proxy+}" stood for, as it came in the path; "" when there is none.
/// Without a template ("" or "$default") only a first segment that is the stage's name is taken
/// off. One slash at the end is taken off too: API Gateway matches "/files/" with "/files". The
/// result looks into `path` or is "/".
[[nodiscard]] std::string_view strip_gateway_prefix(std::string_view path,
                                                    std::string_view resource,
                                                    std::string_view proxy,
                                                    std::string_view stage) noexcept;

}  // namespace audmg::lambda
