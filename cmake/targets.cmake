# Every target of our own: warnings are errors, and the chosen sanitizer holds everywhere.
add_library(liandu_options INTERFACE)
target_compile_options(liandu_options INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
target_include_directories(liandu_options INTERFACE ${CMAKE_SOURCE_DIR}/services)
if(LIANDU_SANITIZER)
  # What a sanitizer adds makes GCC see uninitialized values that are none; the default tree is the judge of warnings.
  target_compile_options(liandu_options INTERFACE -Wno-error)
endif()
if(LIANDU_SANITIZER STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(LIANDU_SANITIZER STREQUAL "thread")
  add_compile_options(-fsanitize=thread)
  add_link_options(-fsanitize=thread)
endif()

# liandu_library(<name> SOURCES ... DEPS ... [APART ...]): a static library of our own. Its files are compiled together
# where LIANDU_UNITY says so, but for those named APART, whose local names would clash with others'.
function(liandu_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;APART" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${LIANDU_UNITY} UNITY_BUILD_BATCH_SIZE 12)
  set_source_files_properties(${ARG_APART} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_link_libraries(${name} PUBLIC ${ARG_DEPS} PRIVATE liandu_options)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/services)
endfunction()

# liandu_binary(<name> SOURCES ... DEPS ...): a program, put into bin/.
function(liandu_binary name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} liandu_options)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

# liandu_test(<name> SOURCES ... DEPS ... LABELS ... [ARGS ...]): a GoogleTest program, one ctest entry.
# LABELS: unit, scenario, contract, integration, simulation, e2e, style; fuzz and sanitizers build trees of their own.
function(liandu_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPS;LABELS;ARGS;DEFINITIONS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock_main liandu_options)
  if(LIANDU_UNITY)
    # What takes time stands in the libraries; a test's own code is compiled more often than it runs.
    target_compile_options(${name} PRIVATE -O0)
  endif()
  target_compile_definitions(${name} PRIVATE LIANDU_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ${ARG_DEFINITIONS})
  add_test(NAME ${name} COMMAND ${name} ${ARG_ARGS})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT})
endfunction()
