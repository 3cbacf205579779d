import path from 'node:path'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { titleOfTopic } from '../../src/knowledge/titleOfTopic'
import { projectRoot } from '../startService'

const knowledge = loadKnowledge({ folder: path.join(projectRoot, 'knowledge'), mode: 'trial', today: '2026-11-22' })

test('a topic is called as its guide, or as the authority that was named, in the reader’s language', () => {
  expect(titleOfTopic(knowledge, 'omakanta-resepti', 'sv')).toBe(knowledge.guide('omakanta-resepti', 'sv')?.title)
  expect(titleOfTopic(knowledge, 'kansalaisneuvonta-no-more', 'fi')).toBeUndefined()
  const [key, contact] = [...knowledge.contacts].find(([key]) => !knowledge.guide(key, 'fi')) ?? []
  expect(contact?.name.en).toBeTruthy()
  expect(titleOfTopic(knowledge, key ?? '', 'en')).toBe(contact?.name.en)
})
