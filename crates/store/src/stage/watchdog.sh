# The end of a cluster: when nobody holds the other end of its input any longer, it stops the server and removes
# the folder $1. Whoever held it may have been killed, so nothing is expected of them.

# A server must be stopped by what follows, not forgotten because of a signal that was meant for the tests.
trap '' HUP INT TERM

while read -r _; do :; done

folder=${1:?}
lock=$folder/data/postmaster.pid

# Immediate shutdown; the lock is removed last, when all processes of the server are gone. While initdb is still at
# work its number has a minus sign, by which kill would mean a group.
if read -r postmaster <"$lock"; then
  postmaster=${postmaster#-}
  kill -s QUIT "$postmaster"
  tries=0
  while [ -e "$lock" ] && kill -s 0 "$postmaster" && [ "$tries" -lt 200 ]; do
    sleep 0.05
    tries=$((tries + 1))
  done
  [ "$tries" -lt 200 ] || kill -s KILL "$postmaster"
fi

# Somebody who was about to write there may need a second try.
tries=0
while [ -e "$folder" ] && [ "$tries" -lt 200 ]; do
  rm -rf "$folder" || sleep 0.05
  tries=$((tries + 1))
done
