# Enters the cells into the API database, or corrects what is entered. The entries hold no passwords: each program puts
# those of its own configuration in their place, so that they stay true when a password or an address changes.
set -eu
cell0=00000000-0000-0000-0000-000000000000
database='{scheme}://{username}:{password}@{hostname}:{port}'
queue='{scheme}://{username}:{password}@{hostname}:{port}/{path}'

update_cell() { nova-manage cell_v2 update_cell --cell_uuid "$1" --name "$2" --transport-url "$3" --database_connection "$4"; }

nova-manage cell_v2 map_cell0 --database_connection "$database/nova_cell0?{query}"
update_cell "$cell0" cell0 none:/// "$database/nova_cell0?{query}"

cells=$(nova-manage cell_v2 list_cells)
cell1=$(printf '%s\n' "$cells" | awk -F ' *[|] *' '$2 == "cell1" { print $3 }')
if [ -n "$cell1" ]; then
  update_cell "$cell1" cell1 "$queue" "$database/{path}?{query}"
else
  nova-manage cell_v2 create_cell --name cell1 --transport-url "$queue" --database_connection "$database/{path}?{query}"
fi
echo 'cell0 and cell1 are entered'
