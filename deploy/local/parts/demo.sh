# Sourced: what the local stack does with Qingdao: open it, show the main job once, sum up, say what to try next.

liandu() { LIANDU_HOME=$state "$bin/liandu" --actor 演示 "$@"; }

# typed ARGUMENT...: shows a command of the CLI as one would type it, and runs it.
typed() {
  printf '\n   %s$ liandu %s%s\n' "$dim" "$*" "$plain"
  liandu "$@"
}

# clock_mode: how Qingdao's clock runs, or nothing when it has not been opened.
clock_mode() { liandu clock show --json 2>/dev/null | sed -n 's/.*"clockMode": *"CLOCK_MODE_\([A-Z]*\)".*/\1/p'; }

# open_qingdao: from nothing, or from an import that was interrupted, to a supervised city. Every step may be repeated.
open_qingdao() {
  heading "装入青岛"
  if [[ -z $(clock_mode || true) ]]; then
    liandu open --importing-since "2012-01-01" || fail "辖区没有开成" "$state/logs/ingest.log"
  fi
  liandu apply deploy/catalogs/qingdao || fail "目录没有提交成" "$state/logs/ingest.log"
  if [[ -n $live ]]; then
    liandu import deploy/catalogs/qingdao/history.csv --source qingdao-history ||
      fail "历史数据没有导入成" "$state/logs/ingest.log"
    liandu go-live || fail "没有转为实时" "$state/logs/ingest.log"
  else
    liandu import deploy/catalogs/qingdao/history.csv --source qingdao-history --until 2024-06-30 ||
      fail "历史数据没有导入成" "$state/logs/ingest.log"
    liandu go-live --sandbox-at "2024-07-01 09:30" || fail "没有转为沙箱" "$state/logs/ingest.log"
  fi
}

# await_reminder TEXT: waits until the journal holds the text.
await_reminder() {
  local waited=0
  until [[ -f $state/journal.txt ]] && grep -qF -- "$1" "$state/journal.txt"; do
    ((waited < 300)) || fail "30 秒内没有送出提到“$1”的提醒" "$state/logs/notifier.log"
    sleep 0.1
    waited=$((waited + 1))
  done
}

# show_main_job: a figure turns a light red, somebody is told, the corrected figure clears it.
show_main_job() {
  local journal_before
  heading "演示：一个数变红，有人被提醒，更正后解除"
  note "T013：2024 年办银企对接活动 100 场次。时钟停在 2024-07-01 09:30，上半年应完成约一半。"
  touch "$state/journal.txt"
  journal_before=$(wc -c <"$state/journal.txt")
  typed report --target T013 --period 2024-06-30 --value 10 --source 演示
  typed explain T013
  typed alerts --condition behind
  await_reminder "T013"
  printf '\n   送出的提醒（%s）：\n' "$state/journal.txt"
  tail -c "+$((journal_before + 1))" "$state/journal.txt" | sed 's/^/   │ /'

  note ""
  note "其实是 45 场，少填了。更正是同一期的第 1 次修订："
  typed report --target T013 --period 2024-06-30 --value 45 --revision 1 --source 演示
  typed targets --chain svc-modern-finance --light green
  typed alerts --all --condition behind
  await_reminder "已解除"
}

# show_summary: the board, what is open, what was said.
show_summary() {
  heading "总览"
  liandu board
  heading "未解除的预警"
  liandu alerts
  heading "送出的提醒"
  liandu deliveries --text
}

# show_what_next: where everything listens and what to try.
show_what_next() {
  heading "正在运行"
  note "受理 ingest      gRPC $(address_of ingest grpc)，指标 http://$(address_of ingest metrics)/metrics"
  note "研判 evaluator   gRPC $(address_of evaluator grpc)，指标 http://$(address_of evaluator metrics)/metrics"
  note "通知 notifier    gRPC $(address_of notifier grpc)，指标 http://$(address_of notifier metrics)/metrics"
  note "收件箱 inbox     http://$(address_of notifier page)/inbox/qingdao （每条消息里有办理页的链接）"
  note "看板 board       http://$(address_of notifier page)/board/qingdao"
  note "Prometheus       http://$(prometheus_address)"
  note "Redis            $redis_socket"
  note "日志 $state/logs，提醒 $state/journal.txt"
  heading "接下来可以试试（另开一个终端）"
  printf '   export PATH="%s:$PATH" LIANDU_HOME="%s"\n' "$bin" "$state"
  note "liandu report --target T013 --period 2024-06-30 --value 12 --revision 2   # 再填一个数"
  note "liandu alerts                                   # 看预警"
  [[ -n $live ]] || note "liandu clock advance --by 4w                    # 时钟向前四周，看到期和逾期的提醒"
  note "liandu deliveries --text                        # 看提醒全文"
  note "liandu ack <预警> --note 已安排补办              # 签收"
  note "liandu watch                                    # 实时看预警的变化"
  printf '\n   %s按 Ctrl-C 停止全部进程。%s\n' "$bold" "$plain"
}
