#include "ingest/domain/find_cycles.h"

#include <algorithm>
#include <cstddef>

namespace liandu::ingest {
namespace {

constexpr size_t kMaxShownSteps = 10;

/// Tarjan's strongly connected components with an explicit stack: chains of milestones may be longer than a thread's
/// stack is deep.
class Components {
 public:
  explicit Components(const Graph& graph) {
    for (const auto& [name, edges] : graph) {
      index_[name] = names_.size();
      names_.push_back(name);
    }
    edges_.resize(names_.size());
    for (const auto& [name, edges] : graph) {
      for (const std::string& target : edges) {
        auto found = index_.find(target);
        if (found != index_.end()) edges_[index_[name]].push_back(found->second);
      }
    }
    order_.assign(names_.size(), 0);
    low_.assign(names_.size(), 0);
    component_.assign(names_.size(), 0);
    for (size_t node = 0; node < names_.size(); ++node) {
      if (order_[node] == 0) Walk(node);
    }
  }

  size_t size() const { return names_.size(); }
  const std::string& name(size_t node) const { return names_[node]; }

  bool OnCycle(size_t node) const {
    return sizes_[component_[node]] > 1 ||
           std::find(edges_[node].begin(), edges_[node].end(), node) != edges_[node].end();
  }

  /// Steps inside the node's component, cut when the way is long.
  std::vector<std::string> WayBack(size_t node) const {
    std::vector<std::string> way{names_[node]};
    std::map<size_t, bool> visited;
    size_t at = node;
    while (way.size() < kMaxShownSteps) {
      visited[at] = true;
      const size_t* next = nullptr;
      for (const size_t& target : edges_[at]) {
        if (component_[target] != component_[node]) continue;
        if (target == node) {
          next = &target;
          break;
        }
        if (next == nullptr && !visited[target]) next = &target;
      }
      if (next == nullptr || *next == node) break;
      at = *next;
      way.push_back(names_[at]);
    }
    way.push_back(names_[node]);
    return way;
  }

 private:
  struct Frame {
    size_t node;
    size_t next_edge = 0;
  };

  void Enter(size_t node) {
    order_[node] = low_[node] = ++counter_;
    open_.push_back(node);
    frames_.push_back({node});
  }

  void Walk(size_t root) {
    Enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next_edge < edges_[frame.node].size()) {
        const size_t target = edges_[frame.node][frame.next_edge++];
        if (order_[target] == 0) {
          Enter(target);
        } else if (component_[target] == 0) {
          low_[frame.node] = std::min(low_[frame.node], order_[target]);
        }
        continue;
      }
      Leave(frame.node);
    }
  }

  void Leave(size_t node) {
    frames_.pop_back();
    if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
    if (low_[node] != order_[node]) return;
    const size_t number = sizes_.size();
    sizes_.push_back(0);
    for (size_t member = names_.size(); member != node;) {
      member = open_.back();
      open_.pop_back();
      component_[member] = number;
      ++sizes_[number];
    }
  }

  std::map<std::string, size_t> index_;
  std::vector<std::string> names_;
  std::vector<std::vector<size_t>> edges_;
  std::vector<size_t> order_;
  std::vector<size_t> low_;
  /// 0: not closed yet.
  std::vector<size_t> component_;
  std::vector<size_t> sizes_{0};
  std::vector<size_t> open_;
  std::vector<Frame> frames_;
  size_t counter_ = 0;
};

}  // namespace

std::map<std::string, std::vector<std::string>> FindCycles(const Graph& graph) {
  std::map<std::string, std::vector<std::string>> ways;
  Components components(graph);
  for (size_t node = 0; node < components.size(); ++node) {
    if (components.OnCycle(node)) ways[components.name(node)] = components.WayBack(node);
  }
  return ways;
}

}  // namespace liandu::ingest
