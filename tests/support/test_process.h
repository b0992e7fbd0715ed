#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace liandu::testing {

/// A program that a test talks to, with a folder of its own. It dies with this object, or with the process. Used by one
/// thread.
class TestProcess {
 public:
  /// Makes the folder; starts nothing.
  TestProcess();
  /// Kills the program and removes the folder.
  ~TestProcess();
  TestProcess(const TestProcess&) = delete;
  TestProcess& operator=(const TestProcess&) = delete;

  /// Starts a program, its output in <folder>/output; aborts the process if that cannot be done.
  void Start(const std::vector<std::string>& command);
  /// Runs a program to its end; aborts the process, with its output, if it fails.
  void Run(const std::vector<std::string>& command);

  const std::string& folder() const { return folder_; }
  /// A file of the folder; empty while there is none.
  std::string Read(const std::string& name) const;
  /// Waits until the file holds the text, and returns all of it; aborts the process after 30 s, or when the program has
  /// ended.
  std::string AwaitText(const std::string& name, const std::string& text);

 private:
  std::string folder_;
  pid_t pid_ = -1;
};

}  // namespace liandu::testing
