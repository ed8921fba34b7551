// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/query.hpp"

#include "audmg/catalogue/limits.hpp"
#include "audmg/catalogue/query_dates.hpp"
#include "audmg/core/ascii.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/utf8proc/folded_words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace audmg::catalogue {
namespace {

struct Token {
  bool negated = false;
  bool quoted = false;
  std::string_view field;  ///< before a colon; "" without one
  std::string_view text;
};

struct NamedScope {
  std::string_view name;
  Scope scope;
};
constexpr std::array kScopes = {
    NamedScope{"name", Scope::name},         NamedScope{"title", Scope::title},
    NamedScope{"keyword", Scope::keyword},   NamedScope{"tag", Scope::keyword},
    NamedScope{"place", Scope::place},       NamedScope{"camera", Scope::camera},
    NamedScope{"lens", Scope::lens},         NamedScope{"artist", Scope::artist},
    NamedScope{"album", Scope::album},       NamedScope{"genre", Scope::genre},
    NamedScope{"composer", Scope::composer}, NamedScope{"description", Scope::description},
};

std::optional<Scope> find_scope(std::string_view field) {
  const auto* const found = std::ranges::find_if(
      kScopes, [&](const NamedScope& scope) { return equals_ignore_case(scope.name, field); });
  return found == kScopes.end() ? std::nullopt : std::optional(found->scope);
}

/// Blanks and quotation marks of typewriters instead of those of typesetters.
std::string plain_marks(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 7> kMarks = {{
      {"\xe3\x80\x80", ' '},  // ideographic space
      {"\xc2\xa0", ' '},      // no-break space
      {"\xe2\x80\x9c", '"'},
      {"\xe2\x80\x9d", '"'},
      {"\xe2\x80\x9e", '"'},
      {"\xc2\xab", '"'},
      {"\xc2\xbb", '"'},
  }};
  std::string plain;
  while (!text.empty()) {
    const auto* const mark = std::ranges::find_if(
        kMarks, [&](const auto& candidate) { return text.starts_with(candidate.first); });
    const std::size_t length = mark == kMarks.end() ? 1 : mark->first.size();
    plain += mark == kMarks.end() ? (is_control(text.front()) ? ' ' : text.front()) : mark->second;
    text.remove_prefix(length);
  }
  return plain;
}

/// Removes the first token. Precondition: the text begins with something other than a blank.
Token take_token(std::string_view& text) {
  Token token;
  if (text.size() > 1 && text[0] == '-' && text[1] != ' ') {
    token.negated = true;
    text.remove_prefix(1);
  }
  const std::size_t letters =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_alpha) - text.begin());
  if (letters > 0 && letters + 1 < text.size() && text[letters] == ':' &&
      text[letters + 1] != ' ') {
    token.field = text.substr(0, letters);
    text.remove_prefix(letters + 1);
  }
  token.quoted = text.starts_with('"');
  if (token.quoted) text.remove_prefix(1);
  const std::size_t end = text.find_first_of(token.quoted ? "\"" : " \"");
  token.text = text.substr(0, end);
  text.remove_prefix(token.text.size());
  if (token.quoted && !text.empty()) text.remove_prefix(1);
  return token;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  while (!(text = trim_left(text, " ")).empty()) tokens.push_back(take_token(text));
  return tokens;
}

std::string folded(std::string_view text) { return utf8proc::fold_words(text, kMaxQueryBytes); }

/// The time that "date:", "after:" and "before:" ask for.
std::optional<DateRange> dates_of_field(const Token& token) {
  const auto is = [&](std::string_view name) { return equals_ignore_case(token.field, name); };
  if (!is("date") && !is("after") && !is("before")) return std::nullopt;
  auto dates = parse_dates(token.text);
  if (dates && is("after")) dates->to = LocalTime::max();
  if (dates && is("before")) *dates = {.from = LocalTime::min(), .to = dates->from};
  return dates;
}

Clause clause_of(const Token& token) {
  Clause clause{.negated = token.negated, .whole = token.quoted, .typed = std::string(token.text)};
  if (const auto dates = dates_of_field(token)) {
    clause.dates = dates;
    return clause;
  }
  if (!token.field.empty()) {
    if (const auto scope = find_scope(token.field)) {
      clause.scope = *scope;
    } else {
      clause.typed = std::string(token.field) + ":" + clause.typed;
    }
  } else if (!token.quoted) {
    clause.dates = parse_dates(token.text);
  }
  if (std::string word = folded(clause.typed); !word.empty()) clause.words = {std::move(word)};
  return clause;
}

/// "july 2023" and the like.
std::optional<std::pair<Clause, std::size_t>> named_dates(std::span<const Token> tokens) {
  constexpr std::size_t kMostWords = 3;
  Clause clause{.negated = tokens.front().negated, .typed = {}};
  for (const Token& token : tokens.first(std::min(tokens.size(), kMostWords))) {
    const bool negated = token.negated && !clause.words.empty();
    if (negated || token.quoted || !token.field.empty()) break;
    clause.words.push_back(folded(token.text));
  }
  const auto found = parse_named_dates(clause.words);
  if (!found) return std::nullopt;
  clause.words.resize(found->words);
  clause.dates = found->dates;
  for (const Token& token : tokens.first(found->words)) {
    clause.typed.append(clause.typed.empty() ? "" : " ").append(token.text);
  }
  return std::pair(std::move(clause), found->words);
}

}  // namespace

Query parse_query(std::string_view text) {
  const std::string plain = plain_marks(to_valid_utf8(text, kMaxQueryBytes));
  const std::vector<Token> tokens = tokens_of(plain);
  Query query;
  for (std::span<const Token> rest(tokens); !rest.empty() && query.clauses.size() < kMaxClauses;) {
    if (auto found = named_dates(rest)) {
      query.clauses.push_back(std::move(found->first));
      rest = rest.subspan(found->second);
      continue;
    }
    Clause clause = clause_of(rest.front());
    // Mere punctuation asks for nothing.
    if (!clause.words.empty() || clause.dates) query.clauses.push_back(std::move(clause));
    rest = rest.subspan(1);
  }
  return query;
}

}  // namespace audmg::catalogue
