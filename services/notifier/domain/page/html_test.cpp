#include "notifier/domain/page/html.h"

#include <gtest/gtest.h>

#include <string>

namespace liandu::notifier {
namespace {

std::string Escaped(std::string_view text) { return Html().Text(text).str(); }

TEST(HtmlTest, OnlyWhatStandsInTheSourceIsMarkup) {
  EXPECT_EQ(Element("<p class=\"x\">", "<script>alert('1')</script> & \"y\"", "</p>").str(),
            "<p class=\"x\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;y&quot;</p>");
}

TEST(HtmlTest, ChineseAndLineBreaksPass) { EXPECT_EQ(Escaped("进度\n滞后"), "进度\n滞后"); }

TEST(HtmlTest, MalformedBytesAreReplaced) {
  EXPECT_EQ(Escaped("a\xFFz\xE4\xB8"), "a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(HtmlTest, WhatCannotBeSeenBecomesBlank) {
  EXPECT_EQ(Escaped(std::string_view("a\0b\x1B\x7F", 5)), "a b  ");
  EXPECT_EQ(Escaped("a\xE2\x80\xAE"
                    "b\xE2\x81\xA6"
                    "c\xC2\x9B"
                    "d"),
            "a b c d");
}

}  // namespace
}  // namespace liandu::notifier
