import { testExample } from '../example-tests.ts'

testExample('java')
