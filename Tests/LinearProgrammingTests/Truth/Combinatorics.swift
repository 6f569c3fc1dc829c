func subsets(of elements: [Int], _ size: Int) -> [[Int]] {
  if size == 0 { return [[]] }
  guard let last = elements.last, size <= elements.count else { return [] }
  let others = Array(elements.dropLast())
  return subsets(of: others, size) + subsets(of: others, size - 1).map { $0 + [last] }
}

/// One element of each list, in all ways.
func choices(of lists: [[Exact]]) -> [[Exact]] {
  lists.reduce([[]]) { chosen, list in chosen.flatMap { head in list.map { head + [$0] } } }
}

/// By cofactors: exact without division, and fast enough for the few rows there are.
func determinant(_ matrix: [[Exact]]) -> Exact {
  guard let first = matrix.first else { return Exact(1) }
  var sum = Exact.zero
  for j in first.indices where first[j].sign != 0 {
    let term = first[j] * determinant(minor(matrix, 0, j))
    sum += j % 2 == 0 ? term : -term
  }
  return sum
}

/// The inverse times the determinant, or times its opposite.
func adjugate(_ matrix: [[Exact]], negated: Bool) -> [[Exact]] {
  matrix.indices.map { j in
    matrix.indices.map { i in
      let cofactor = determinant(minor(matrix, i, j))
      return ((i + j) % 2 == 0) != negated ? cofactor : -cofactor
    }
  }
}

private func minor(_ matrix: [[Exact]], _ row: Int, _ column: Int) -> [[Exact]] {
  matrix.indices.filter { $0 != row }.map { i in
    matrix[i].indices.filter { $0 != column }.map { matrix[i][$0] }
  }
}
