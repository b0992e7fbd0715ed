#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace liandu::evaluator {

/// `liandu-evaluator test PATH... [--json]`, `arguments` being what follows "test": plays the scenarios and writes what
/// came of them. 0: all went as written; 1: something did not; 2: the arguments, a file or a line cannot be read.
int RunTestCommand(const std::vector<std::string>& arguments, std::ostream& answers, std::ostream& remarks);

}  // namespace liandu::evaluator
