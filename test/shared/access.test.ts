import { expect, test } from 'vitest'
import { maySee, type RoleName, sightsOf } from '../../shared/access.ts'
import { aProgramme } from '../support/programme.ts'

const programme = aProgramme()
const as = (role: RoleName, organisation: string) => [{ role, organisation }]

test('an officer sees the own organisation and what is below it, nothing beside or above', () => {
  const town = as('union_officer', 'east')
  expect(['east', 'hill', 'firm-1'].map((id) => maySee(programme, town, 'contact', id))).toEqual([
    true,
    true,
    true,
  ])
  expect(['west', 'lake', 'county', 'nowhere'].map((id) => maySee(programme, town, 'contact', id))).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('a firm sees who comes, and neither phones nor health', () => {
  const firm = as('enterprise_officer', 'firm-1')
  expect(maySee(programme, firm, 'roster', 'firm-1')).toBe(true)
  expect(maySee(programme, firm, 'contact', 'firm-1')).toBe(false)
  expect(maySee(programme, firm, 'health', 'firm-1')).toBe(false)
})

test('roles add up, none sees nothing', () => {
  const both = [...as('viewer', 'east'), ...as('teacher', 'west')]
  expect(maySee(programme, both, 'health', 'lake')).toBe(true)
  expect(maySee(programme, both, 'health', 'hill')).toBe(false)
  expect(maySee(programme, [], 'counts', 'hill')).toBe(false)
})

test('only an officer of the union reads who looked', () => {
  const roles: RoleName[] = ['enterprise_officer', 'teacher', 'volunteer', 'viewer']
  expect(roles.some((role) => sightsOf(role).includes('log'))).toBe(false)
  expect(sightsOf('union_officer')).toContain('log')
})
